/** An open month's use, gathered from the ledger's questions the quick way (domain/periods/month-uses.ts). */
import type { Directory } from './domain/directory.ts'
import type { Month } from './domain/periods/month.ts'
import { type MonthUses, monthUses, plainSlices } from './domain/periods/month-uses.ts'
import type { PlainUse, PlainUseQuestion } from './domain/records.ts'
import { periodRange } from './domain/time.ts'
import type { Tell } from './jobs/desk.ts'

export interface MonthUseLedger {
  monthInputs(question: {
    period: string
    zone: string
    from_ms: number
    to_ms: number
    head_n: number | null
    without_plain?: boolean
  }): Promise<Month>
  /** absent: nothing is added up beforehand */
  plainUse?(question: PlainUseQuestion): Promise<PlainUse[]>
}

/** `head_n` null: as it stands now. */
export async function monthUse(
  ledger: MonthUseLedger,
  directory: Directory,
  period: string,
  head_n: number | null,
  tell: Tell = () => undefined,
): Promise<MonthUses> {
  const zone = directory.site?.timezone ?? 'UTC'
  const slices = ledger.plainUse === undefined ? null : plainSlices(directory, period)
  const question = { period, zone, ...periodRange(period, zone), head_n }
  // What somebody decides about, each stretch of the month between two changes of rules, and sharing it all out.
  const of = (slices?.length ?? 0) + 2
  tell('reading', { done: 0, of })
  const read = await ledger.monthInputs(slices === null ? question : { ...question, without_plain: true })
  const plain = []
  for (const slice of slices ?? []) {
    tell('reading', { done: 1 + plain.length, of })
    const { from_ms, to_ms } = slice
    plain.push({ slice, groups: (await ledger.plainUse?.({ from_ms, to_ms, head_n: read.head_n })) ?? [] })
  }
  tell('computing', { done: of - 1, of })
  return monthUses(read, directory, plain)
}
