import { useSignal } from '@preact/signals'
import type { InvoiceDetail, LineView } from '#server/contract/invoices.ts'
import { creditInvoice } from '../../api/invoices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { v } from './texts.ts'
import { money } from './words.ts'

type Props = { invoice: InvoiceDetail; onDone: () => void; onClose: () => void }
type Wished = { line: string; net_cents: number }

/** All that is left, or amounts of some lines: the dialog begins with what each line has left. */
export function CreditDialog({ invoice, onDone, onClose }: Props) {
  const open = invoice.lines.filter(({ left_cents }) => (left_cents ?? 0) !== 0)
  const whole = useSignal(true)
  const chosen = useSignal<ReadonlyMap<string, string>>(new Map())
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    const lines = whole.value ? null : wishedOf(chosen.value)
    if (typeof lines === 'string') {
      error.value = lines
      return
    }
    busy.value = true
    try {
      await creditInvoice(invoice.number, invoice.credit_key ?? '', lines)
      onDone()
      onClose()
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <Dialog title={v('credit.title', { number: invoice.number })} onClose={onClose}>
      <form class="credit" onSubmit={submit}>
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
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <DialogActs action={v('credit.issue')} busy={busy.value} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

type Chosen = { value: ReadonlyMap<string, string> }

function Line({ line, chosen }: { line: LineView; chosen: Chosen }) {
  const left = line.left_cents ?? 0
  const amount = chosen.value.get(line.id)
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
        <input
          class="credit-cents"
          inputMode="decimal"
          aria-label={v('credit.cents')}
          value={amount}
          onInput={event => set(event.currentTarget.value)}
        />
      )}
    </li>
  )
}

/** A sentence: what is wrong with it. */
function wishedOf(chosen: ReadonlyMap<string, string>): Wished[] | string {
  if (chosen.size === 0) return v('credit.none')
  const wished: Wished[] = []
  for (const [line, text] of chosen) {
    const [, sign = '', whole = '', cents = ''] = /^([-−]?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? []
    if (whole === '') return v('credit.bad')
    wished.push({ line, net_cents: (sign === '' ? 1 : -1) * (Number(whole) * 100 + Number(cents.padEnd(2, '0'))) })
  }
  return wished
}
