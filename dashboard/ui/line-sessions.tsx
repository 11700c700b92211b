/** The sessions that a line of money rests on, each of which opens its evidence. */
import { useSignal } from '@preact/signals'
import type { SessionSummary } from '#server/contract/api.ts'
import { getSessions } from '../api/endpoints.ts'
import { t } from '../i18n/index.ts'
import { named } from '../live/named.ts'
import { type Month, spanOfMonth } from '../time/zone.ts'
import { useLoad } from './load.ts'
import { Failure, Waiting } from './notice.tsx'
import { timezone } from './session.ts'
import { SessionTable } from './session-table.tsx'

/** One question a month, whoever opens which line. */
const asked = new Map<Month, Promise<Map<string, SessionSummary>>>()
function sessionsOf(month: Month): Promise<Map<string, SessionSummary>> {
  const known = asked.get(month)
  if (known !== undefined) return known
  const question = getSessions(spanOfMonth(month, timezone())).then(list => new Map(list.map(each => [each.id, each])))
  asked.set(month, question)
  question.catch(() => asked.delete(month))
  return question
}

/** A month of daily use is fifty lines or more: the newest first, the rest on request. */
const FIRST_SHOWN = 10

type LineProps = { label: string; ids: readonly string[]; month: Month }
export function LineSessions({ label, ids, month }: LineProps) {
  const sessions = useLoad(month, () => named(sessionsOf(month)))
  const shown = useSignal(FIRST_SHOWN)
  if (sessions.is === 'failed') return <Failure error={sessions.error} again={sessions.again} />
  if (sessions.value === null) return <Waiting height_rem={6} />
  const found = ids.flatMap(id => sessions.value?.get(id) ?? [])
  const rest = found.length - shown.value
  return (
    <>
      <SessionTable sessions={found.slice(0, shown.value)} show={['day', 'machine']} label={label} />
      {rest > 0 ? (
        <button type="button" class="button-quiet" onClick={() => (shown.value = found.length)}>
          {t('statement.more', { count: rest })}
        </button>
      ) : null}
    </>
  )
}
