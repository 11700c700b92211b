/** An open month's use, gathered from the ledger's questions the quick way (domain/periods/month-uses.ts). */
import type { Directory } from './domain/directory.ts'
import type { Month } from './domain/periods/month.ts'
import { type MonthUses, monthUses, plainSlices } from './domain/periods/month-uses.ts'
import type { PlainUse, PlainUseQuestion } from './domain/records.ts'
import { periodRange } from './domain/time.ts'

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
): Promise<MonthUses> {
  const zone = directory.site?.timezone ?? 'UTC'
  const slices = ledger.plainUse === undefined ? null : plainSlices(directory, period)
  const question = { period, zone, ...periodRange(period, zone), head_n }
  const read = await ledger.monthInputs(slices === null ? question : { ...question, without_plain: true })
  const plain = []
  for (const slice of slices ?? []) {
    const { from_ms, to_ms } = slice
    plain.push({ slice, groups: (await ledger.plainUse?.({ from_ms, to_ms, head_n: read.head_n })) ?? [] })
  }
  return monthUses(read, directory, plain)
}
