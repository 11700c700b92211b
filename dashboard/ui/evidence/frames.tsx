import type { Evidence } from '#server/contract/api.ts'
import { amperes, clockExact, duration } from '../../i18n/format.ts'
import { known, language } from '../../i18n/index.ts'
import { timezone } from '../session.ts'
import { frameWord, v } from './texts.ts'

type Entry = Evidence['entries'][number]

/** Each message as the journal keeps it: what it said, when it came, its place in the chain. */
export const Frames = ({ entries }: { entries: readonly Entry[] }) => (
  <section class="frames" aria-labelledby="frames">
    <h3 id="frames">{v('evidence.frames')}</h3>
    <ol>
      {entries.map(entry => (
        <li key={entry.n}>
          <details>
            <summary>
              <span class="frame-type">{frameWord(entry.type)}</span>
              <span class="frame-gist">{gistOf(entry)}</span>
              <span class="frame-at">{clockExact(Date.parse(entry.received), language.value, timezone())}</span>
            </summary>
            <p class="hint">
              {v('evidence.frame', { n: entry.n })}
              {entry.boot === null ? '' : ` · boot ${entry.boot} · seq ${entry.seq}`}
              {entry.disposition === 'folded' ? ` · ${v('evidence.folded')}` : ` · ${entry.disposition}`}
            </p>
            {entry.payload === null ? (
              <p>{v('evidence.expired')}</p>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
              <pre tabIndex={0}>{JSON.stringify(entry.payload, null, 1)}</pre>
            )}
            <p class="hint">
              {v('evidence.chain')} <code>{entry.chain}</code>
            </p>
          </details>
        </li>
      ))}
    </ol>
  </section>
)

/** The one or two fields a person would look for; the whole message is one click away. */
function gistOf(entry: Entry): string {
  if (entry.payload === null) return v('evidence.expired-gist')
  const fields = typeof entry.payload === 'object' && entry.payload !== null ? { ...entry.payload } : {}
  const field = (name: string): unknown => (fields as Record<string, unknown>)[name]
  const current_mA = field('current_mA')
  const running_ms = field('running_ms')
  const parts = [
    typeof current_mA === 'number' ? amperes(current_mA, language.value) : null,
    typeof running_ms === 'number' ? `${v('evidence.running')} ${duration(running_ms, language.value)}` : null,
    entry.type === 'relay' ? v(field('on') === true ? 'frame.relay-on' : 'frame.relay-off') : null,
    entry.type === 'fault' ? known('fault', String(field('code')), String(field('code'))) : null,
  ]
  return parts.filter(part => part !== null).join(' · ')
}
