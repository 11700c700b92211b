import { useComputed } from '@preact/signals'
import { duration } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { roster } from '../../live/connection.ts'
import type { Happening } from '../../live/floor.ts'
import { now_ms } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { timezone } from '../../ui/session.ts'
import { type When, whenOf } from './when.ts'

const SHOWN_MAX = 14

/** What just happened, as knots on a thread. Quiet: it is read by those who look, not announced. */
export function Stream() {
  const stream = useComputed(() => roster.value.stream).value
  const today = useComputed(() => dayOf(now_ms.value, timezone())).value
  return (
    <aside class="stream" aria-labelledby="stream">
      <h2 id="stream">{t('stream.title')}</h2>
      {stream.length === 0 ? (
        <p class="hint">{t('stream.empty')}</p>
      ) : (
        <ol>
          {stream.slice(0, SHOWN_MAX).map(happening => (
            <li key={happening.key} data-kind={happening.kind}>
              <time dateTime={new Date(happening.at_ms).toISOString()}>
                <At {...whenOf(happening.at_ms, today, language.value, timezone())} />
              </time>
              <p>
                {sentenceOf(happening)}
                <small>{nameOf(happening.machine)}</small>
              </p>
            </li>
          ))}
        </ol>
      )}
    </aside>
  )
}

/** Neither the day nor the hour breaks within itself. */
const At = ({ day, hour }: When) => (
  <>
    {day === 'today' ? null : <span>{day === 'yesterday' ? t('stream.yesterday') : day} </span>}
    <span>{hour}</span>
  </>
)

const nameOf = (machine: string | null): string =>
  machine === null ? '' : (roster.peek().machines.get(machine)?.name ?? machine)

function sentenceOf(happening: Happening): string {
  if (happening.kind === 'alert') {
    const { code } = happening.alert
    return known('alert', code, t('alert.other', { code }))
  }
  if ('fault' in happening) {
    return t(`stream.${happening.kind}`, { what: known('fault', happening.fault.code, happening.fault.code) })
  }
  const who = happening.session.member_name
  const spent = duration(happening.session.running_ms, language.value)
  if (who === undefined) return t(`stream.${happening.kind}-anonymous`, { duration: spent })
  return t(`stream.${happening.kind}`, { who, duration: spent })
}
