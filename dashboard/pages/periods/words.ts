/** Decisions and items in sentences. */
import type { DecisionView, SettleItem } from '#server/contract/books.ts'
import { clock, duration, longDay, monthName } from '../../i18n/format.ts'
import { known, language } from '../../i18n/index.ts'
import { timezone } from '../../ui/session.ts'
import { b } from './texts.ts'

export type NameOf = (id: string) => string

export function decisionWords(decision: DecisionView, memberOf: NameOf, poolOf: NameOf): string {
  if (decision.kind === 'assign') return b('decision.assign', { member: memberOf(decision.member ?? '') })
  if (decision.kind === 'pool') return b('decision.pool', { pool: poolOf(decision.pool ?? '') })
  return b(`decision.${decision.kind}`)
}

const long = (ms: number) => duration(ms, language.value)

/** What happened, one sentence for each kind. */
export const whatHappened = (item: SettleItem): string[] =>
  item.kinds.map(kind =>
    b(kind === 'incomplete' && item.silent_ms === 0 ? 'what.incomplete-heard' : `what.${kind}`, {
      running: long(item.running_ms),
      session: long(item.session_ms),
      fault: long(item.fault_ms),
      tail: long(item.tail_ms),
      silent: long(item.silent_ms),
      end: known('end', item.end_reason ?? '', '—'),
      reason: item.contest?.reason ?? '',
    }),
  )

export function whenWords(from: string, to: string | null): string {
  const at = (time: string) => clock(Date.parse(time), language.value, timezone())
  const day = longDay(Date.parse(from), language.value, timezone())
  return to === null ? `${day}, ${at(from)}` : `${day}, ${at(from)} – ${at(to)}`
}

export const dayWords = (time: string): string => longDay(Date.parse(time), language.value, timezone())
export const monthWords = (month: string): string => monthName(month, language.value)
