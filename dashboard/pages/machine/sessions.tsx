/** The sessions that began in a span, newest first as the server gives them. */
import { getSessions } from '../../api/endpoints.ts'
import type { Span } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { SessionTable } from '../../ui/session-table.tsx'

/** A member is given their own: that others were there is not denied. */
export const isMember = (): boolean => me.value?.role === 'member'

type Props = { machine: string; span: Span; fresh: string; title: string; none: string; days?: boolean }

export function Sessions({ machine, span, fresh, title, none, days = false }: Props) {
  const sessions = useLoad(fresh, () => getSessions(span, machine))
  return (
    <section class="day-sessions" aria-labelledby="sessions">
      <h2 id="sessions">{title}</h2>
      {sessions.is === 'failed' ? (
        <Failure error={sessions.error} again={sessions.again} />
      ) : sessions.value === null ? (
        <Waiting height_rem={9} />
      ) : sessions.value.length === 0 ? (
        <p class="hint">{none}</p>
      ) : (
        <SessionTable
          labelledby="sessions"
          sessions={sessions.value}
          show={[...(days ? (['day'] as const) : []), ...(isMember() ? [] : (['member'] as const))]}
        />
      )}
    </section>
  )
}
