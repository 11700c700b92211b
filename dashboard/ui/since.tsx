import { useComputed } from '@preact/signals'
import { elapsed } from '../i18n/format.ts'
import { language } from '../i18n/index.ts'
import { now_ms } from '../time/now.ts'

/** How long ago, ticking. Never inside a live region: a screen reader would read every second. */
export function Since({ at }: { at: string }) {
  const words = useComputed(() => elapsed(now_ms.value - Date.parse(at), language.value))
  return <time dateTime={at}>{words}</time>
}
