/**
 * A month's VAT of one issuer, as declaration 3310-CA3 asks for it: base and tax by rate, what is not taxed, what waits for its
 * payment. And what has changed since the month was declared: whatever was written down later but belongs to it.
 */
import type { Booked } from './booked.ts'
import type { VatDeclaredEntry } from './books-entries.ts'
import { settledBy } from './settled.ts'
import { type DueTerms, type VatDueEvent, vatDueEvents } from './vat-due.ts'

/** Lines of form 3310-CA3, metropolitan France: taxed operations by rate; `14`: rates of annex 3310-A; `E2`: not taxed. */
export type VatBox = '08' | '9B' | '09' | '14' | 'E2' | 'A2-AE'
export type VatLine = { box: VatBox; category: string; rate_bp: number; base_cents: number; vat_cents: number }
export type VatSummary = {
  issuer: string
  /** `yyyy-mm` */
  period: string
  lines: VatLine[]
  /** line A1: sales without VAT, of all rates together */
  taxed_base_cents: number
  /** line E2 */
  untaxed_base_cents: number
  /** line 16: VAT due; negative: it belongs to line 21, not here */
  vat_cents: number
  due_on_payment_cents: number
  due_on_issue_cents: number
  /** invoiced until the month's end, not paid until then */
  pending_cents: number
  /** null: not declared yet */
  declared: { n: number; changed: VatLine[] } | null
}

export type VatQuestion = {
  issuer: string
  period: string
  /** of the issuer, all of them, oldest first */
  booked: readonly Booked[]
  termsOf(number: string): DueTerms
}

export function vatSummary({ issuer, period, booked, termsOf }: VatQuestion): VatSummary {
  const events = vatDueEvents(booked, settledBy(booked), termsOf)
  const own = events.filter(({ date }) => date.startsWith(`${period}-`))
  const lines = linesOf(own)
  const sum = (of: readonly VatDueEvent[]): number => of.reduce((total, { vat_cents }) => total + vat_cents, 0)
  const taxed = lines.filter(({ box }) => box !== 'E2' && box !== 'A2-AE')
  return {
    ...{ issuer, period, lines },
    taxed_base_cents: taxed.reduce((total, { base_cents }) => total + base_cents, 0),
    untaxed_base_cents: lines.reduce((total, { box, base_cents }) => total + (box === 'E2' ? base_cents : 0), 0),
    vat_cents: sum(own),
    due_on_payment_cents: sum(own.filter(({ on }) => on === 'payment')),
    due_on_issue_cents: sum(own.filter(({ on }) => on === 'issue')),
    pending_cents: invoiced_cents(booked, period) - sum(events.filter(({ date }) => date.slice(0, 7) <= period)),
    declared: declaredOf(booked, period, lines),
  }
}

function linesOf(events: readonly VatDueEvent[]): VatLine[] {
  const groups = Map.groupBy(events, ({ category, rate_bp }) => `${category}/${rate_bp}`)
  return [...groups.values()]
    .flatMap(group => {
      const [first] = group
      if (first === undefined) return []
      const { category, rate_bp } = first
      const base_cents = group.reduce((sum, one) => sum + one.base_cents, 0)
      const vat_cents = group.reduce((sum, one) => sum + one.vat_cents, 0)
      return [{ box: boxOf(category, rate_bp), category, rate_bp, base_cents, vat_cents }]
    })
    .sort((a, b) => b.rate_bp - a.rate_bp || (a.category < b.category ? -1 : 1))
}

function boxOf(category: string, rate_bp: number): VatBox {
  if (category === 'AE') return 'A2-AE'
  if (category !== 'S') return 'E2'
  return rate_bp === 2_000 ? '08' : rate_bp === 1_000 ? '9B' : rate_bp === 550 ? '09' : '14'
}

const invoiced_cents = (booked: readonly Booked[], period: string): number =>
  booked.reduce((sum, { date, entry }) => {
    if (entry.type !== 'issued' || date.slice(0, 7) > period) return sum
    return sum + (entry.kind === 'invoice' ? entry.vat_cents : -entry.vat_cents)
  }, 0)

function declaredOf(booked: readonly Booked[], period: string, lines: readonly VatLine[]): VatSummary['declared'] {
  const last = booked.findLast(({ entry }) => entry.type === 'vat-declared' && entry.period === period)
  if (last === undefined || last.entry.type !== 'vat-declared') return null
  return { n: last.n, changed: changedSince(last.entry, lines) }
}

function changedSince(entry: VatDeclaredEntry, lines: readonly VatLine[]): VatLine[] {
  const keyOf = ({ category, rate_bp }: Pick<VatLine, 'category' | 'rate_bp'>): string => `${category}/${rate_bp}`
  const then = new Map(entry.lines.map(line => [keyOf(line), line]))
  const now = new Map(lines.map(line => [keyOf(line), line]))
  return [...new Set([...then.keys(), ...now.keys()])].flatMap(key => {
    const line = now.get(key) ?? then.get(key)
    if (line === undefined) return []
    const base_cents = (now.get(key)?.base_cents ?? 0) - (then.get(key)?.base_cents ?? 0)
    const vat_cents = (now.get(key)?.vat_cents ?? 0) - (then.get(key)?.vat_cents ?? 0)
    const { category, rate_bp } = line
    return base_cents === 0 && vat_cents === 0
      ? []
      : [{ box: boxOf(category, rate_bp), category, rate_bp, base_cents, vat_cents }]
  })
}
