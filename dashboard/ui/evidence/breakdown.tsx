import type { SessionSummary } from '#server/contract/api.ts'
import { duration } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { v } from './texts.ts'

const PARTS = ['running', 'idle', 'silent', 'fault'] as const

/** session = running + idle + silent + fault (contract §3), as one strip of cloth cut in four. */
export function Breakdown({ session }: { session: SessionSummary }) {
  const parts = PARTS.map(part => ({ part, ms: session[`${part}_ms`] })).filter(({ ms }) => ms > 0)
  return (
    <figure class="breakdown">
      <div class="strip" aria-hidden="true">
        {parts.map(({ part, ms }) => (
          <span key={part} data-standing={part} style={{ flexGrow: ms }} />
        ))}
      </div>
      <figcaption>
        <span class="sr">{v('evidence.breakdown')} </span>
        {parts.map(({ part, ms }) => (
          <span key={part} class="strip-key" data-standing={part}>
            {v(`evidence.${part}`)} <b>{duration(ms, language.value)}</b>
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
