/** A machine's day: its curve, its states, its sessions. */
import { useComputed } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import { getPower, getTimeline } from '../../api/endpoints.ts'
import { t } from '../../i18n/index.ts'
import { now_ms } from '../../time/now.ts'
import { type Day, spanOfDay } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { PowerChart } from './power-chart.tsx'
import { isMember, Sessions } from './sessions.tsx'
import { w } from './texts.ts'
import { TimelineRibbon } from './timeline-ribbon.tsx'

/** Today is asked again each minute, so that the thread of the day grows; a past day stands. */
export function DayOf({ machine, day, today }: { machine: MachineView; day: Day; today: Day }) {
  const minute = useComputed(() => Math.floor(now_ms.value / 60_000)).value
  const span = spanOfDay(day, timezone())
  const key = `${machine.id} ${day} ${day === today ? minute : ''}`
  const power = useLoad(key, () => getPower(machine.id, span))
  const timeline = useLoad(key, () => getTimeline(machine.id, span))
  return (
    <>
      <section class="day-curve" aria-labelledby="curve">
        <h2 id="curve">{machine.power_W === null ? t('machine.current') : t('machine.power')}</h2>
        {power.is === 'failed' ? (
          <Failure error={power.error} again={power.again} />
        ) : (
          <PowerChart key={`${machine.id} ${day}`} curve={power.value} span={span} />
        )}
      </section>
      <section class="day-thread" aria-labelledby="thread">
        <h2 id="thread">{t('machine.timeline')}</h2>
        {timeline.is === 'failed' ? (
          <Failure error={timeline.error} again={timeline.again} />
        ) : timeline.value === null ? (
          <Waiting height_rem={9} />
        ) : (
          <TimelineRibbon timeline={timeline.value} day={span} />
        )}
      </section>
      <Sessions
        machine={machine.id}
        span={span}
        fresh={key}
        title={isMember() ? w('mine-day') : t('machine.sessions')}
        none={noneOn(day === today)}
      />
    </>
  )
}

function noneOn(today: boolean): string {
  if (isMember()) return w(today ? 'mine-none-today' : 'mine-none-day')
  return today ? w('none-today') : t('machine.no-sessions')
}
