import { useSignal } from '@preact/signals'
import type { InvoiceDetail, LineView } from '#server/contract/invoices.ts'
import { creditInvoice } from '../../api/invoices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { Form, Refusal, Said, useField } from '../../ui/form/form.tsx'
import { WHOLE, type Wrong } from '../../ui/form/judge.ts'
import { v } from './texts.ts'
import { money } from './words.ts'

type Props = { invoice: InvoiceDetail; onDone: () => void; onClose: () => void }

/** All that is left, or amounts of some lines: the dialog begins with what each line has left. */
export function CreditDialog({ invoice, onDone, onClose }: Props) {
  const open = invoice.lines.filter(({ left_cents }) => (left_cents ?? 0) !== 0)
  const whole = useSignal(true)
  const chosen = useSignal<ReadonlyMap<string, string>>(new Map())
  const send = () =>
    creditInvoice(
      invoice.number,
      invoice.credit_key ?? '',
      whole.peek() ? null : [...chosen.peek()].map(([line, text]) => ({ line, net_cents: centsOf(text) ?? 0 })),
    ).then(() => {
      onDone()
      onClose()
    })
  return (
    <Dialog title={v('credit.title', { number: invoice.number })} onClose={onClose}>
      <Form class="credit" check={() => (whole.peek() ? null : wrongWith(chosen.peek()))} onSend={send}>
        <p>{v('credit.lead')}</p>
        <label class="credit-choice">
          <input
            type="radio"
            name="what"
            checked={whole.value}
            onChange={() => {
              whole.value = true
            }}
          />
          {v('credit.whole', { left: money(invoice.left_cents ?? 0) })}
        </label>
        <label class="credit-choice">
          <input
            type="radio"
            name="what"
            checked={!whole.value}
            onChange={() => {
              whole.value = false
            }}
          />
          {v('credit.some')}
        </label>
        {whole.value ? null : (
          <ul class="credit-lines">
            {open.map(line => (
              <Line key={line.id} line={line} chosen={chosen} />
            ))}
          </ul>
        )}
        <Refusal />
        <DialogActs action={v('credit.issue')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

type Chosen = { value: ReadonlyMap<string, string> }

function Line({ line, chosen }: { line: LineView; chosen: Chosen }) {
  const left = line.left_cents ?? 0
  const amount = chosen.value.get(line.id)
  const field = useField(line.id)
  const set = (text: string | null) => {
    const next = new Map(chosen.value)
    if (text === null) next.delete(line.id)
    else next.set(line.id, text)
    chosen.value = next
  }
  return (
    <li>
      <label class="credit-choice">
        <input
          type="checkbox"
          checked={amount !== undefined}
          onChange={event => set(event.currentTarget.checked ? (left / 100).toFixed(2).replace('.', ',') : null)}
        />
        {v('credit.line', { label: line.label, left: money(left) })}
      </label>
      {amount === undefined ? null : (
        <>
          <input
            {...field.at}
            class="credit-cents"
            inputMode="decimal"
            aria-label={v('credit.cents')}
            value={amount}
            onInput={event => set(event.currentTarget.value)}
          />{' '}
          <span aria-hidden="true">€</span>
          <Said of={field} />
        </>
      )}
    </li>
  )
}

function wrongWith(chosen: ReadonlyMap<string, string>): Wrong {
  if (chosen.size === 0) return { [WHOLE]: v('credit.none') }
  return Object.fromEntries(
    [...chosen].flatMap(([line, text]) => (centsOf(text) === null ? [[line, v('credit.bad')]] : [])),
  )
}

/** `12,5` or `−12.50`; null where it is no amount. */
function centsOf(text: string): number | null {
  const [, sign = '', whole = '', cents = ''] = /^([-−]?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? []
  if (whole === '') return null
  return (sign === '' ? 1 : -1) * (Number(whole) * 100 + Number(cents.padEnd(2, '0')))
}
