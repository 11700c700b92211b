import { useSignal } from '@preact/signals'
import type { ProfileLevels, ReplayReport } from '#server/contract/learning.ts'
import { replay } from '../../api/learning.ts'
import { duration, euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { monthOf } from '../../time/zone.ts'
import { sayError } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { l } from './texts.ts'

/** The month so far under these levels: each member's difference, before anybody adopts anything. */
export function Replay({ machine, levels }: { machine: string; levels: ProfileLevels }) {
  const report = useSignal<ReplayReport | null>(null)
  const busy = useSignal(false)
  const error = useSignal<string | null>(null)
  const ask = () => {
    busy.value = true
    const now_ms = serverNow()
    // Two hours early at most: a session belongs to the month it starts in, whatever the zone
    const from = `${monthOf(now_ms, timezone())}-01T00:00:00Z`
    replay(machine, { from, to: new Date(now_ms).toISOString() }, levels)
      .then(
        answer => {
          report.value = answer
          error.value = null
        },
        (failure: unknown) => {
          error.value = sayError(failure)
        },
      )
      .finally(() => {
        busy.value = false
      })
  }
  return (
    <section class="learn-replay" aria-labelledby="replay">
      <h2 id="replay">{l('replay.title')}</h2>
      <p class="hint">{l('replay.lead')}</p>
      <button type="button" class="button-quiet" onClick={ask} disabled={busy.value}>
        {busy.value ? l('replay.doing') : l('replay.do')}
      </button>
      {report.value === null ? null : <Difference report={report.value} />}
      {error.value === null ? null : (
        <p class="form-error" role="alert">
          {error.value}
        </p>
      )}
    </section>
  )
}

function Difference({ report }: { report: ReplayReport }) {
  if (report.members.length === 0) return <p>{l('replay.none')}</p>
  const say = (ms: number, cents: number | null) =>
    `${duration(ms, language.value)}${cents === null ? '' : ` · ${euros(cents, language.value)}`}`
  return (
    <>
      <table class="learn-difference" aria-label={l('replay.title')}>
        <thead>
          <tr>
            <th scope="col">{l('replay.member')}</th>
            <th scope="col">{l('replay.before')}</th>
            <th scope="col">{l('replay.after')}</th>
          </tr>
        </thead>
        <tbody>
          {report.members.map(one => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>{say(one.running_ms, one.cents)}</td>
              <td>{say(one.running_ms_after, one.cents_after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.by_register > 0 ? <p class="hint">{l('replay.register')}</p> : null}
    </>
  )
}
