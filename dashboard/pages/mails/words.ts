/** What is said of a mail in the same way everywhere. */
import type { MailView } from '#server/contract/bookkeeping.ts'
import { clock, shortDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { timezone } from '../../ui/session.ts'
import { fr, m } from './texts.ts'

type Key = keyof typeof fr
const has = (key: string): key is Key => key in fr

/** A kind that has no word of its own here is one of another page's. */
export function kindWords(kind: string): string {
  const key = `kind.${kind}`
  return has(key) ? m(key) : kind
}
export const stateWords = (state: MailView['state']): string => m(`state.${state}`)

export function moment(iso: string): string {
  const at_ms = Date.parse(iso)
  return `${shortDay(at_ms, language.value, timezone())} ${clock(at_ms, language.value, timezone())}`
}
