/** What follows from a lesson, in lines for a person. */
import type { LearningResult } from '#server/contract/learning.ts'
import type { Words } from './words.ts'

export function linesOf(result: LearningResult | null, words: Words): string[] {
  if (result === null) return [words.nothing]
  if (result.kind === 'refused') return [words.refused(result.code, result.figures)]
  const { levels, quality, found, cautions } = result
  return [
    words.levels(words.amps(levels.idle_mA), words.amps(levels.run_mA), words.amps(levels.standby_mA)),
    words.thresholds(levels),
    words.read(found, quality),
    ...(quality.check_error === null ? [] : [words.check(quality.check_error)]),
    ...(quality.margin === null ? [] : [words.margin(quality.margin)]),
    ...cautions.map(caution => words.caution(words.cautions[caution](quality))),
  ]
}
