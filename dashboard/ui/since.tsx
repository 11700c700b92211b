import { elapsed } from '../i18n/format.ts'
import { language } from '../i18n/index.ts'
import { now_ms } from '../time/now.ts'

/** How long ago, ticking. Never inside a live region: a screen reader would read every second. */
export function Since({ at }: { at: string }) {
  return <time dateTime={at}>{elapsed(now_ms.value - Date.parse(at), language.value)}</time>
}
