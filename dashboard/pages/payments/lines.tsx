/** Lines of the statement that wait: what each probably is and why; one tap confirms. */
import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import type { BankLineView } from '#server/contract/bank.ts'
import { confirmLine, setAside } from '../../api/bank.ts'
import { Choice, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useGoOn } from './go-on.ts'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { lineText, money, payerOf, payerText, proposalWords, sayDay, whyWords } from './words.ts'

type Props = { all: Everything; again: () => void }
type Opened = { what: 'other' | 'aside'; line: BankLineView }

export function Lines({ all, again, heading }: Props & { heading: RefObject<HTMLHeadingElement | null> }) {
  const opened = useSignal<Opened | null>(null)
  const said = useSignal<string | null>(null)
  const { list, goOnFrom } = useGoOn(all.lines, heading, 'button')
  const close = () => {
    opened.value = null
    again()
  }
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {p('lines.title')}
      </h2>
      {all.lines.length === 0 ? <p class="hint">{p('lines.none')}</p> : null}
      <p class="payments-said" role="status">
        {said.value}
      </p>
      <ul class="bank-lines" ref={list}>
        {all.lines.map((line, i) => (
          <Line
            key={line.id}
            line={line}
            open={what => {
              opened.value = { what, line }
            }}
            say={text => {
              said.value = text
              goOnFrom(i)
              again()
            }}
          />
        ))}
      </ul>
      {opened.value?.what === 'other' ? <Other line={opened.value.line} all={all} onClose={close} /> : null}
      {opened.value?.what === 'aside' ? <Aside line={opened.value.line} onClose={close} /> : null}
    </section>
  )
}

type LineProps = { line: BankLineView; open: (what: Opened['what']) => void; say: (text: string) => void }
function Line({ line, open, say }: LineProps) {
  const busy = useSignal(false)
  const error = useSignal<string | null>(null)
  const { proposal } = line
  const confirm = async () => {
    busy.value = true
    error.value = null
    try {
      await confirmLine(line.id)
      say(p('lines.confirmed'))
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <li data-sure={proposal?.confidence ?? 'none'}>
      <p class="bank-line-money" data-way={line.cents < 0 ? 'out' : 'in'}>
        {money(line.cents)}
      </p>
      <div class="bank-line-what">
        <p class="bank-line-text">
          <span>{sayDay(line.date)}</span> <bdi>{lineText(line)}</bdi>
        </p>
        {proposal === null ? (
          <p>{p('lines.nothing')}</p>
        ) : (
          <>
            {proposalWords(proposal).map(words => (
              <p key={words} class="bank-line-proposal">
                <bdi>{words}</bdi>
              </p>
            ))}
            <p class="hint">
              <b>{p(`sure.${proposal.confidence}`)}</b> : {whyWords(proposal)}
            </p>
          </>
        )}
        {line.alike ? <p class="safety">{p('lines.alike')}</p> : null}
        {line.by_hand ? <p class="safety">{p('lines.by-hand')}</p> : null}
        {error.value === null ? null : (
          <p class="form-error" role="alert">
            {error.value}
          </p>
        )}
      </div>
      <div class="bank-line-acts">
        {proposal === null ? null : (
          <button type="button" class="button" disabled={busy.value} onClick={confirm}>
            {p('lines.confirm')}
          </button>
        )}
        <button type="button" class="button-quiet" onClick={() => open('other')}>
          {p('lines.other')}
        </button>
        <button type="button" class="button-quiet" onClick={() => open('aside')}>
          {p('lines.aside')}
        </button>
      </div>
    </li>
  )
}

function Other({ line, all, onClose }: { line: BankLineView; all: Everything; onClose: () => void }) {
  const payers = all.accounts
    .filter(({ issuer }) => issuer === line.issuer)
    .map(({ payer, name, balance_cents }) => ({ id: payerText(payer), name: `${name} (${money(balance_cents)})` }))
  return (
    <FormDialog
      title={p('lines.other-title')}
      action={p('lines.confirm')}
      check={form => wrongIn(form, ['payer'], text => text === '', p('lines.nobody'))}
      onSend={form =>
        confirmLine(line.id, {
          parts: [{ payer: payerOf(textOf(form, 'payer')), cents: line.cents, allocations: null }],
        })
      }
      onClose={onClose}
    >
      <p>
        <b>{money(line.cents)}</b> <bdi>{lineText(line)}</bdi>
      </p>
      <Choice name="payer" label={p('lines.other-who')} options={[{ id: '', name: p('lines.choose') }, ...payers]} />
      <p class="hint">{p('lines.other-hint')}</p>
    </FormDialog>
  )
}

const Aside = ({ line, onClose }: { line: BankLineView; onClose: () => void }) => (
  <ReasonDialog
    title={p('lines.aside-title')}
    reason={{ label: p('lines.aside-why'), hint: p('lines.aside-hint'), missing: p('lines.aside-missing') }}
    action={p('lines.aside')}
    say={sayRefused}
    onConfirm={why => setAside(line.id, why)}
    onClose={onClose}
  >
    <p>
      <b>{money(line.cents)}</b> <bdi>{lineText(line)}</bdi>
    </p>
  </ReasonDialog>
)
