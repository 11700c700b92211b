/** From what a month rests on to what its statement is computed from. */
import type { Directory } from '../directory.ts'
import type { MonthInput } from '../sharing/statement.ts'
import type { Use } from '../sharing/use.ts'
import { directoryThen } from './corrected.ts'
import type { Month } from './month.ts'
import { rulesOf } from './rules.ts'
import { usesOf } from './uses.ts'

/** `uses`: those of the month, which may have been added up beforehand. */
export function statementInput(month: Month, directory: Directory, uses: readonly Use[]): MonthInput {
  const corrected = (month.corrected ?? []).map(one => {
    const then = directoryThen(one, directory)
    const known = { ...month, ...one, late: [], again: [], earlier: [], contests: [], corrected: [] }
    return {
      ...{ period: one.period, directory: then, statements: one.statements, packs: one.packs ?? [] },
      uses: usesOf(known, then, rulesOf(then.site)).uses,
    }
  })
  return {
    ...{ period: month.period, uses },
    ...(month.packs && { packs: month.packs }),
    ...(corrected.length > 0 && { corrected }),
  }
}
