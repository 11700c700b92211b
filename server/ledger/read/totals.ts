/**
 * What a running month comes to for each member and payer, computed in the reader's own thread: a big site's statement takes half a
 * second, in which no badge could be answered. Only the totals cross to the others.
 */
import type { Kysely } from 'kysely'
import type { Directory } from '#server/domain/directory.ts'
import { statementInput } from '#server/domain/periods/input.ts'
import { monthUses, plainSlices } from '#server/domain/periods/month-uses.ts'
import { periodStatement } from '#server/domain/sharing/statement.ts'
import { periodRange } from '#server/domain/time.ts'
import type { Schema } from '../schema.ts'
import type { MonthTotals } from '../types.ts'
import { monthInputs } from './month-inputs.ts'
import { plainUse } from './plain.ts'

export async function monthTotals(db: Kysely<Schema>, period: string, directory: Directory): Promise<MonthTotals> {
  const zone = directory.site?.timezone ?? 'UTC'
  const slices = plainSlices(directory, period)
  const question = { period, zone, ...periodRange(period, zone), head_n: null, without_plain: slices !== null }
  const read = await monthInputs(db, question)
  const plain = []
  for (const slice of slices ?? []) {
    const { from_ms, to_ms } = slice
    plain.push({ slice, groups: await plainUse(db, { from_ms, to_ms, head_n: read.head_n }) })
  }
  const { month, uses } = monthUses(read, directory, plain)
  const { members, payers } = periodStatement({ directory, ...statementInput(month, directory, uses) })
  return {
    members: members.map(({ id, total_cents }) => ({ id, total_cents })),
    payers: payers.map(({ payer, total_cents }) => ({ payer, total_cents })),
  }
}
