/** What a line of one's month counts, beside its label: two lines of one machine differ in nothing else. */
import type { MemberStatement } from '#server/contract/api.ts'
import { duration, ofMonth } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { y } from './texts.ts'

type Line = MemberStatement['lines'][number]
const TIMES = ['running', 'idle', 'worked', 'session'] as const
const ONCE = ['setup', 'minimum', 'cap'] as const

/** What is not final yet, in the word of who bills: a share of costs, a tariff, or neither so far. */
export const previewOf = (lines: readonly Pick<Line, 'kind'>[]) =>
  lines.some(({ kind }) => kind === 'share')
    ? 'preview.shares'
    : lines.length > 0
      ? 'preview.prices'
      : 'preview.nothing'

const time = (ms: number): string => duration(Math.abs(ms), language.value)

export function lineWords({ kind, counted, free_ms, prepaid_ms, adjusts }: Line): string {
  const measure = TIMES.find(one => one === kind)
  const once = ONCE.find(one => one === kind)
  return [
    measure === undefined || counted === undefined ? null : y(`line.${measure}`, { duration: time(counted) }),
    once === undefined ? null : y(`line.${once}`),
    free_ms === undefined || free_ms === 0 ? null : y('line.free', { duration: time(free_ms) }),
    prepaid_ms === undefined || prepaid_ms === 0 ? null : y('line.prepaid', { duration: time(prepaid_ms) }),
    adjusts === undefined ? null : y('line.adjusts', { of: ofMonth(adjusts, language.value) }),
  ]
    .filter(part => part !== null)
    .join(', ')
}
