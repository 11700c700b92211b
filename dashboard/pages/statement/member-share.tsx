import { useSignal } from '@preact/signals'
import type { MemberStatement, SessionSummary } from '#server/contract/api.ts'
import { getSessions } from '../../api/endpoints.ts'
import { duration, euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { named } from '../../live/named.ts'
import { type Month, spanOfMonth } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { SessionTable } from '../../ui/session-table.tsx'

type Line = MemberStatement['lines'][number]

/** One member: total, then lines; each line opens the sessions it rests on, each session its evidence. */
export function MemberShare({ member, name, month }: { member: MemberStatement; name: string; month: Month }) {
  return (
    <li>
      <details class="share">
        <summary>
          <span class="share-name">{name}</span>
          <span class="share-use">
            {t('statement.sessions', { count: member.sessions })}
            {' · '}
            {t('statement.running', { duration: duration(member.running_ms, language.value) })}
          </span>
          <b class="share-total">{euros(member.total_cents, language.value)}</b>
        </summary>
        <StatementLines lines={member.lines} month={month} />
      </details>
    </li>
  )
}

/** Keyed by place: lines never move, and two labels may be the same. */
export const StatementLines = ({ lines, month }: { lines: readonly Line[]; month: Month }) => (
  <ul class="lines">
    {lines.map((line, i) => (
      <li key={i}>
        <StatementLine line={line} month={month} />
      </li>
    ))}
  </ul>
)

function StatementLine({ line, month }: { line: Line; month: Month }) {
  const open = useSignal(false)
  return (
    <details
      class="line"
      onToggle={event => {
        open.value = event.currentTarget.open
      }}
    >
      <summary>
        <span>{line.label}</span>
        <small>{line.sessions.length === 0 ? '' : t('statement.sessions', { count: line.sessions.length })}</small>
        <b>{euros(line.cents, language.value)}</b>
      </summary>
      {open.value ? <LineSessions ids={line.sessions} month={month} /> : null}
    </details>
  )
}

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

function LineSessions({ ids, month }: { ids: readonly string[]; month: Month }) {
  const sessions = useLoad(month, () => named(sessionsOf(month)))
  const shown = useSignal(FIRST_SHOWN)
  if (ids.length === 0) return <p class="hint">{t('statement.no-sessions-line')}</p>
  if (sessions.is === 'failed') return <Failure error={sessions.error} again={sessions.again} />
  if (sessions.value === null) return <Waiting height_rem={6} />
  const found = ids.flatMap(id => sessions.value?.get(id) ?? [])
  const rest = found.length - shown.value
  return (
    <>
      <SessionTable sessions={found.slice(0, shown.value)} show={['day', 'machine']} />
      {rest > 0 ? (
        <button type="button" class="button-quiet" onClick={() => (shown.value = found.length)}>
          {t('statement.more', { count: rest })}
        </button>
      ) : null}
    </>
  )
}
