import { useComputed } from '@preact/signals'
import type { SessionSummary } from '#server/contract/api.ts'
import { clock, duration, shortDay } from '../i18n/format.ts'
import { known, language, t } from '../i18n/index.ts'
import { floor } from '../live/connection.ts'
import { machineName } from '../live/named.ts'
import { openEvidence } from './evidence/evidence-drawer.tsx'
import { v } from './evidence/texts.ts'
import { timezone } from './session.ts'

type Column = 'member' | 'machine' | 'day'
/** Called by the heading above it, or, where it has none of its own, by a word. */
type Props = { sessions: readonly SessionSummary[]; show: readonly Column[] } & (
  | { labelledby: string }
  | { label: string }
)

/** Sessions as rows; each opens its evidence. On a phone the rows become short paragraphs. */
export function SessionTable({ sessions, show, ...called }: Props) {
  const has = (column: Column) => show.includes(column)
  return (
    <table
      class="sessions"
      {...('label' in called ? { 'aria-label': called.label } : { 'aria-labelledby': called.labelledby })}
    >
      <thead>
        <tr>
          <th scope="col">{t('col.start')}</th>
          <th scope="col">{t('col.end')}</th>
          {has('machine') ? <th scope="col">{t('col.machine')}</th> : null}
          {has('member') ? <th scope="col">{t('col.member')}</th> : null}
          <th scope="col" class="number">
            {t('col.running')}
          </th>
          <th scope="col">
            <span class="sr">{t('col.evidence')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(session => (
          <SessionRow key={session.id} session={session} has={has} />
        ))}
      </tbody>
    </table>
  )
}

function SessionRow({ session, has }: { session: SessionSummary; has: (column: Column) => boolean }) {
  const start_ms = Date.parse(session.start)
  const at = (at_ms: number) => clock(at_ms, language.value, timezone())
  const start = has('day') ? `${shortDay(start_ms, language.value, timezone())}, ${at(start_ms)}` : at(start_ms)
  return (
    <tr>
      <td class="cell-start">{start}</td>
      <td class="cell-end">
        {session.end === null ? t('end.open') : at(Date.parse(session.end))}
        <small>{session.end_reason === null ? '' : known('end', session.end_reason, session.end_reason)}</small>
      </td>
      {has('machine') ? <td class="cell-machine">{machineName(session.machine)}</td> : null}
      {has('member') ? <td class="cell-member">{session.member_name ?? '—'}</td> : null}
      <td class="number cell-running">
        {session.end === null ? <SoFar session={session} /> : duration(session.running_ms, language.value)}
        <small>{gradeOf(session)}</small>
      </td>
      <td class="cell-evidence">
        <button
          type="button"
          class="link"
          aria-label={v('evidence.open-of', { start })}
          onClick={() => openEvidence(session.id)}
        >
          {t('col.evidence')}
        </button>
      </td>
    </tr>
  )
}

/** Its time is in the book once it has ended: until then the floor tells it, to those whom it tells of it. */
function SoFar({ session: { id, machine } }: { session: SessionSummary }) {
  const running_ms = useComputed(() => {
    const session = floor.value.machines.get(machine)?.session
    return session?.id === id ? session.running_ms : null
  }).value
  return <>{running_ms === null ? '—' : duration(running_ms, language.value)}</>
}

const gradeOf = (session: SessionSummary): string =>
  [
    v(`grade.${session.grade}`),
    session.incomplete ? v('flag.incomplete') : null,
    session.buffered ? v('flag.buffered') : null,
  ]
    .filter(text => text !== null)
    .join(' · ')
