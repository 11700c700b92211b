/** What a number in a line's text or reference speaks for: invoices that are open, and such as were paid before. */
import { type OpenItem, openOf } from './balance.ts'
import type { BankLine, Known, Part, Sign } from './match.ts'
import { type Candidate, type Found, fitting, partOf } from './match-candidate.ts'
import { mentions } from './match-text.ts'

type Named = Pick<Candidate, 'known' | 'items'>

const isNamed = (line: BankLine, { item }: OpenItem): boolean => line.end_to_end === item || mentions(line.text, item)
const sumOf_cents = (items: readonly OpenItem[]): number => items.reduce((sum, { open_cents }) => sum + open_cents, 0)

/** Its numbers may belong to several payers: one organisation pays for another. */
export function byNumber(line: BankLine, known: readonly Known[]): Found | null {
  const named = known.flatMap(one => {
    const items = openOf(one.account).filter(item => isNamed(line, item))
    return items.length === 0 ? [] : [{ known: one, items }]
  })
  const first = named[0]
  if (first === undefined) return null
  const open = named.flatMap(one => one.items)
  const sign: Sign = open.some(({ item }) => item === line.end_to_end) ? 'end-to-end' : 'number'
  const rest_cents = line.cents - sumOf_cents(open)
  if (rest_cents === 0) return { ...first, why: [sign, 'amount'], confidence: 'sure', parts: shared(named, line.cents) }
  const more = named.length === 1 && rest_cents > 0 ? besides(first, rest_cents) : null
  if (more !== null)
    return { ...first, items: [...first.items, ...more], why: [sign, 'amount-all'], confidence: 'likely' }
  return { ...first, why: [sign], confidence: 'likely', parts: shared(named, line.cents) }
}

/** Two invoices in one transfer, of which the payer wrote one: what is over is exactly what they owe besides. */
function besides({ known, items }: Named, cents: number): OpenItem[] | null {
  const others = openOf(known.account).filter(item => !items.includes(item))
  return fitting(known, others, cents, [])?.items ?? null
}

/** In the order of what is due; the first keeps what is too much. */
function shared(named: readonly Named[], cents: number): Part[] {
  let left = cents
  const parts = named.map(one => {
    const taken = Math.min(left, sumOf_cents(one.items))
    left -= taken
    return partOf(one, taken)
  })
  const first = parts[0]
  if (first !== undefined) first.cents += left
  return parts.filter(part => part.cents > 0)
}

/**
 * The number of an invoice that was paid: a standing order that still says last month's, or the same sum sent twice. It is that
 * payer's, for what they owe of this sum, else to their credit; never somebody else's who owes as much.
 */
export function byPaidNumber(line: BankLine, known: readonly Known[]): Candidate | null {
  const one = known.find(({ account }) =>
    account.items.some(item => item.kind === 'invoice' && item.open_cents === 0 && isNamed(line, item)),
  )
  if (one === undefined) return null
  const fits = fitting(one, openOf(one.account), line.cents, ['number-paid'])
  return fits === null
    ? { known: one, items: [], why: ['number-paid'], confidence: 'weak' }
    : { ...fits, confidence: 'likely' }
}
