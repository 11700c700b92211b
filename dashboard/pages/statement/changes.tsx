/** What is not as it was when the reader last said they had seen this month; kept for each account. */
import { useSignal } from '@preact/signals'
import type { MonthChanges } from '#server/contract/jobs.ts'
import { seeMonth } from '../../api/jobs.ts'
import { clock, duration, euros, longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { s } from './texts.ts'

type Amounts = { was_cents: number | null; is_cents: number | null }

export function Changes({ month, told }: { month: string; told: MonthChanges }) {
  const changes = useSignal(told)
  const error = useSignal<string | null>(null)
  const { since, members, pools, cooperative, to_settle } = changes.value
  const see = () =>
    seeMonth(month).then(
      now => {
        changes.value = now
      },
      (failure: unknown) => {
        error.value = sayRefused(failure)
      },
    )
  if (since === null) return <p class="changes hint">{s('changes.first')}</p>
  const when = momentWords(since)
  const amounts_same = members.length + pools.length === 0 && cooperative.was_cents === cooperative.is_cents
  if (amounts_same && to_settle.was === to_settle.is)
    return (
      <p class="changes hint" role="status">
        {s('changes.none', { when })}
      </p>
    )
  return (
    <section class="changes" aria-labelledby="changes">
      <header>
        <h2 id="changes">{s('changes.title', { when })}</h2>
        <button type="button" class="button-quiet" onClick={() => void see()}>
          <Icon sign="check" /> {s('changes.seen')}
        </button>
      </header>
      <p>{summaryOf(changes.value)}</p>
      {/* points to settle are told above: they are in no line of the table */}
      {amounts_same ? null : (
        <details class="asks">
          <summary>{s('changes.which')}</summary>
          <ChangesTable changes={changes.value} />
        </details>
      )}
      {error.value === null ? null : (
        <p class="form-error" role="alert">
          {error.value}
        </p>
      )}
    </section>
  )
}

function summaryOf({ members, pools, to_settle }: MonthChanges): string {
  const more = to_settle.is - to_settle.was
  return [
    members.length === 0 ? null : s('changes.members', { count: members.length }),
    pools.length === 0 ? null : s('changes.pools', { count: pools.length }),
    more === 0 ? null : s(more > 0 ? 'changes.more-to-settle' : 'changes.less-to-settle', { count: Math.abs(more) }),
  ]
    .filter(part => part !== null)
    .join(' · ')
}

function ChangesTable({ changes: { members, pools, cooperative } }: { changes: MonthChanges }) {
  return (
    <table aria-labelledby="changes">
      <thead>
        <tr>
          <th scope="col">{s('changes.what')}</th>
          <th scope="col" class="number">
            {s('changes.was')}
          </th>
          <th scope="col" class="number">
            {s('changes.is')}
          </th>
          <th scope="col" class="number">
            {s('changes.difference')}
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map(one => (
          <Row key={`m ${one.id}`} name={one.name} amounts={one} why={whyOf(one)} />
        ))}
        {pools.map(one => (
          <Row key={`p ${one.id}`} name={one.name} amounts={one} why={s('changes.pool')} />
        ))}
        {cooperative.was_cents === cooperative.is_cents ? null : (
          <Row name={s('changes.cooperative')} amounts={cooperative} why="" />
        )}
      </tbody>
    </table>
  )
}

function Row({ name, amounts, why }: { name: string; amounts: Amounts; why: string }) {
  const { was_cents, is_cents } = amounts
  const money = (cents: number | null): string => (cents === null ? '–' : euros(cents, language.value))
  const change = (is_cents ?? 0) - (was_cents ?? 0)
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi> <small>{why}</small>
      </th>
      <td class="number" data-label={s('changes.was')}>
        {money(was_cents)}
      </td>
      <td class="number" data-label={s('changes.is')}>
        {money(is_cents)}
      </td>
      <td class="number" data-label={s('changes.difference')}>
        <b>{change > 0 ? `+${money(change)}` : money(change)}</b>
      </td>
    </tr>
  )
}

/** Why a share moved: somebody's own time, or what the others used and what things cost. */
function whyOf({ sessions, running_ms }: MonthChanges['members'][number]): string {
  if (sessions > 0) return s('changes.sessions', { count: sessions, time: duration(running_ms, language.value) })
  return sessions < 0 || running_ms !== 0 ? s('changes.time') : s('changes.others')
}

function momentWords(at: string): string {
  const at_ms = Date.parse(at)
  return `${longDay(at_ms, language.value, timezone())}, ${clock(at_ms, language.value, timezone())}`
}
