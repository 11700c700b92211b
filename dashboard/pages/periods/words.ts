/** Decisions and items in sentences. */
import type { DecisionView, SettleItem } from '#server/contract/books.ts'
import { clock, duration, longDay, monthName } from '../../i18n/format.ts'
import { known, language } from '../../i18n/index.ts'
import { timezone } from '../../ui/session.ts'
import { b, fr } from './texts.ts'

export type NameOf = (id: string) => string

export function decisionWords(decision: DecisionView, memberOf: NameOf, poolOf: NameOf): string {
  if (decision.kind === 'assign') return b('decision.assign', { member: memberOf(decision.member ?? '') })
  if (decision.kind === 'pool') return b('decision.pool', { pool: poolOf(decision.pool ?? '') })
  return b(`decision.${decision.kind}`)
}

const long = (ms: number) => duration(ms, language.value)

/** Nobody's to decide yet: of one that is gone, not heard for ten minutes, the server proposes where it ends (docs/periods.md). */
export const isUnderWay = ({ kind, decided, proposal }: Pick<SettleItem, 'kind' | 'decided' | 'proposal'>): boolean =>
  kind === 'open-session' && decided === null && proposal === null

/** An objection is answered one by one, and what is under way waits for its end. */
export const inBulk = (item: SettleItem): boolean => item.kind !== 'contested' && !isUnderWay(item)

export type Kind = SettleItem['kind'] | 'under-way'
export const kindOf = (item: SettleItem): Kind => (isUnderWay(item) ? 'under-way' : item.kind)
/** Of an address that anybody may have written. */
export const isKind = (word: string | undefined): word is Kind => word !== undefined && `kind.${word}` in fr

export const titleWords = (item: SettleItem): string => b(`kind.${kindOf(item)}`)

function phraseFor(item: SettleItem, kind: SettleItem['kind']) {
  if (kind === 'open-session' && isUnderWay(item)) return 'what.under-way'
  return kind === 'incomplete' && item.silent_ms === 0 ? 'what.incomplete-heard' : (`what.${kind}` as const)
}

/** What happened, one sentence for each kind. */
export const whatHappened = (item: SettleItem): string[] =>
  item.kinds.map(kind =>
    b(phraseFor(item, kind), {
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
