/** What a year came to, and closing it. */
import { useSignal } from '@preact/signals'
import type { YearView } from '#server/contract/bookkeeping.ts'
import type { IssuerView } from '#server/contract/money.ts'
import { closeYear } from '../../api/bookkeeping.ts'
import { inFrench } from '../../api/say-refusal.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Load } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { b } from './texts.ts'

const money = (cents: number): string => euros(cents, language.value)
/** What a treasurer may decide in closing; everything else has to be done before. */
const MATTER_OF_CHOICE = 'payments-unmatched'

type Props = { year: string; issuer: IssuerView; books: Load<YearView> }
export function Year({ year, issuer, books }: Props) {
  const asking = useSignal(false)
  const now = books.value
  return (
    <section aria-labelledby="books-year">
      <h2 id="books-year">{b('year.title', { year })}</h2>
      {books.is === 'failed' ? (
        <Failure error={books.error} again={books.again} />
      ) : now === null ? (
        <Waiting height_rem={16} />
      ) : (
        <>
          <Result result={(now.closed ?? now).result} />
          <Standing
            now={now}
            onClose={() => {
              asking.value = true
            }}
          />
        </>
      )}
      {asking.value && now !== null ? (
        <CloseDialog
          now={now}
          name={issuer.name}
          onClose={() => {
            asking.value = false
          }}
          onDone={books.again}
        />
      ) : null}
    </section>
  )
}

const Result = ({ result }: { result: YearView['result'] }) => (
  <dl class="books-year">
    {(
      [
        ['year.billed', result.billed_cents],
        ['year.credited', result.credited_cents],
        ['year.vat', result.vat_cents],
        ['year.received', result.received_cents],
        ['year.owed', result.owed_cents],
        ['year.advances', result.advances_cents],
        ['year.income', result.income_cents],
      ] as const
    ).map(([key, cents]) => (
      <div key={key}>
        <dt>{b(key)}</dt>
        <dd>{money(cents)}</dd>
      </div>
    ))}
  </dl>
)

function Standing({ now, onClose }: { now: YearView; onClose: () => void }) {
  if (now.closed !== null) return <p class="books-fine">{b('year.closed')}</p>
  const before = now.objections.filter(({ code }) => code !== MATTER_OF_CHOICE)
  if (before.length === 0)
    return (
      <p>
        <button type="button" class="button" onClick={onClose}>
          {b('year.close', { year: now.year })}
        </button>
      </p>
    )
  return (
    <>
      <p>{b('year.wait')}</p>
      <ul class="books-before">
        {now.objections.map(one => (
          <li key={one.code}>{language.value === 'fr' ? inFrench(one).detail : one.detail}</li>
        ))}
      </ul>
    </>
  )
}

type DialogProps = { now: YearView; name: string; onClose: () => void; onDone: () => void }
function CloseDialog({ now, name, onClose, onDone }: DialogProps) {
  const keep = useSignal(false)
  const { year, issuer, objections, result } = now
  const unmatched = objections.find(({ code }) => code === MATTER_OF_CHOICE)
  return (
    <ReasonDialog
      title={b('year.close-title', { year, issuer: name })}
      action={b('year.close', { year })}
      say={sayRefused}
      onConfirm={async () => {
        await closeYear(year, issuer, keep.value)
        onDone()
      }}
      onClose={onClose}
    >
      <p>{b('year.close-hint', { year })}</p>
      {unmatched === undefined ? null : (
        <label class="books-keep">
          <input
            type="checkbox"
            checked={keep.value}
            onChange={event => {
              keep.value = event.currentTarget.checked
            }}
          />
          <span>{b('year.keep', { money: money(result.advances_cents) })}</span>
        </label>
      )}
    </ReasonDialog>
  )
}
