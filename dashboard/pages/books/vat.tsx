/** A month's VAT by the lines of its form, and what has changed since it was declared. */
import { useSignal } from '@preact/signals'
import type { VatView } from '#server/contract/bookkeeping.ts'
import type { IssuerView } from '#server/contract/money.ts'
import { declareVat } from '../../api/bookkeeping.ts'
import { euros, ofMonth, percent } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import type { Load } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { b } from './texts.ts'

type Line = VatView['lines'][number]
const money = (cents: number): string => euros(cents, language.value)

type Props = { month: Month; issuer: IssuerView; over: boolean; vat: Load<VatView> }
export function Vat({ month, issuer, over, vat }: Props) {
  const asking = useSignal(false)
  return (
    <section aria-labelledby="books-vat">
      <h2 id="books-vat">{b('vat.title')}</h2>
      {vat.is === 'failed' ? (
        <Failure error={vat.error} again={vat.again} />
      ) : vat.value === null ? (
        <Waiting height_rem={16} />
      ) : (
        <>
          <Figures vat={vat.value} issuer={issuer} />
          <Standing vat={vat.value} />
          {vat.value.declared !== null ? null : over ? (
            <p>
              <button
                type="button"
                class={vat.value.lines.length === 0 ? 'button-quiet' : 'button'}
                onClick={() => {
                  asking.value = true
                }}
              >
                {b('vat.declare')}
              </button>
            </p>
          ) : (
            <p class="hint">{b('vat.not-over')}</p>
          )}
        </>
      )}
      {asking.value ? (
        <ReasonDialog
          title={b('vat.declare-title', { of: ofMonth(month, language.value) })}
          action={b('vat.declare')}
          say={sayRefused}
          onConfirm={async () => {
            await declareVat(month, issuer.id)
            vat.again()
          }}
          onClose={() => {
            asking.value = false
          }}
        >
          <p>{b('vat.declare-hint')}</p>
        </ReasonDialog>
      ) : null}
    </section>
  )
}

function Figures({ vat, issuer }: { vat: VatView; issuer: IssuerView }) {
  if (vat.lines.length === 0) return <p class="hint">{b('vat.none')}</p>
  return (
    <table class="books-vat">
      <caption>{b('vat.of', { issuer: issuer.name })}</caption>
      <thead>
        <tr>
          <th scope="col">{b('vat.line')}</th>
          <th scope="col">{b('vat.what')}</th>
          <th scope="col" class="figure">
            {b('vat.base')}
          </th>
          <th scope="col" class="figure">
            {b('vat.tax')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">A1</th>
          <td>{b('vat.taxed-base')}</td>
          <td class="figure">{money(vat.taxed_base_cents)}</td>
          <td class="figure" />
        </tr>
        {vat.lines.map(line => (
          <LineRow key={`${line.category}/${line.rate_bp}`} line={line} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">16</th>
          <td>{b('vat.total')}</td>
          <td class="figure" />
          <td class="figure">{money(vat.vat_cents)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

const LineRow = ({ line }: { line: Line }) => (
  <tr>
    <th scope="row">{line.box === 'A2-AE' ? 'A2' : line.box}</th>
    <td>{whatOf(line)}</td>
    <td class="figure">{money(line.base_cents)}</td>
    <td class="figure">{line.vat_cents === 0 ? '' : money(line.vat_cents)}</td>
  </tr>
)

const whatOf = ({ box, rate_bp }: Line): string =>
  box === 'E2'
    ? b('vat.untaxed')
    : box === 'A2-AE'
      ? b('vat.reverse')
      : b('vat.rate', { rate: percent(rate_bp / 10_000, language.value) })

function Standing({ vat }: { vat: VatView }) {
  const { declared, vat_cents, due_on_payment_cents, due_on_issue_cents, pending_cents } = vat
  return (
    <div class="books-standing">
      {due_on_issue_cents === 0 || due_on_payment_cents === 0 ? null : (
        <p>{b('vat.split', { payment: money(due_on_payment_cents), debits: money(due_on_issue_cents) })}</p>
      )}
      {pending_cents === 0 ? null : <p>{b('vat.pending', { money: money(pending_cents) })}</p>}
      {vat_cents < 0 ? <p class="books-warn">{b('vat.negative')}</p> : null}
      {declared === null ? null : declared.changed.length === 0 ? (
        <p class="books-fine">{b('vat.declared')}</p>
      ) : (
        <>
          <p class="books-warn">{b('vat.changed')}</p>
          <ul class="books-changed">
            {declared.changed.map(line => (
              <li key={`${line.category}/${line.rate_bp}`}>
                <span>{whatOf(line)}</span> <span class="figure">{money(line.base_cents)}</span>{' '}
                <span class="figure">{money(line.vat_cents)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
