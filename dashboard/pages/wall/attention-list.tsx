import { useComputed, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { known, t } from '../../i18n/index.ts'
import { type Attention, attentionOf, mayAct, newsOf } from '../../live/attention.ts'
import { roster } from '../../live/connection.ts'
import { now_ms } from '../../time/now.ts'
import { acknowledge, act } from '../../ui/acts.tsx'
import { faultDetail } from '../../ui/fault-detail.ts'
import { Icon, type Sign } from '../../ui/icons.tsx'
import { sayError } from '../../ui/notice.tsx'
import { mayGo, me } from '../../ui/session.ts'
import { Since } from '../../ui/since.tsx'

const SIGN: Record<Attention['kind'], Sign> = {
  fault: 'fault',
  'unknown-badge': 'unknown-badge',
  silent: 'silent',
  lock: 'locked',
}

/** A wall screen keeps one line for these; the rest is told by number. */
const WALL_ITEMS_MAX = 2

/** What waits for a person, each with its one next action. It keeps its place when nothing does, so that nothing jumps. */
export function AttentionList({ bare }: { bare: boolean }) {
  // Looked at again each minute, not each second: only the ten minutes of an unknown badge depend on the time.
  const minute = useComputed(() => Math.floor(now_ms.value / 60_000) * 60_000)
  const all = useComputed(() => attentionOf(roster.value.machines.values(), roster.value.alerts, minute.value))
  // and drawn again when something of it is new, not with each reading of a machine that is in it
  const said = useComputed(() => JSON.stringify(all.value.map(toldOf)))
  said.value
  const list = all.peek()
  const spoken = useSpoken(list)
  const shown = bare ? list.slice(0, WALL_ITEMS_MAX) : list
  return (
    <section class="attention" aria-labelledby="attention" data-none={list.length === 0}>
      <h2 id="attention">
        {t('attention.title')} {list.length === 0 ? null : <b>{list.length}</b>}
      </h2>
      {list.length === 0 ? <p class="hint">{t('attention.none')}</p> : null}
      <p class="sr" role="status">
        {spoken}
      </p>
      <ul>
        {shown.map(item => (
          <li key={item.key} data-kind={item.kind}>
            <Icon sign={SIGN[item.kind]} />
            <p class="attention-what">
              <strong>{item.machine.name}</strong> <span>{titleOf(item)}</span>
              <small>{hintOf(item, bare)}</small>
            </p>
            <span class="attention-since">
              {item.at_ms === null ? t('wall.never-heard') : <Since at={new Date(item.at_ms).toISOString()} />}
            </span>
            {bare ? null : <NextStep item={item} />}
          </li>
        ))}
      </ul>
      {list.length === shown.length ? null : (
        <p class="hint">{t('attention.others', { count: list.length - shown.length })}</p>
      )}
    </section>
  )
}

/** For who does not see the list: what is new in it, until something else is. */
function useSpoken(list: readonly Attention[]): string {
  const before = useRef<ReadonlySet<string> | null>(null)
  const spoken = useRef('')
  const news = newsOf(before.current, list)
  if (news.length > 0) spoken.current = news.map(item => `${item.machine.name}, ${titleOf(item)}`).join('. ')
  before.current = new Set(list.map(({ key }) => key))
  return spoken.current
}

/** All that a line shows of its item. */
const toldOf = ({ machine, ...item }: Attention) => [item, machine.id, machine.name, machine.lock]

function titleOf(item: Attention): string {
  if (item.kind === 'fault') return t('attention.fault', { what: known('fault', item.fault.code, item.fault.code) })
  if (item.kind === 'lock') return t('attention.lock', { why: item.machine.lock?.why ?? '' })
  return t(`attention.${item.kind}`)
}

function hintOf(item: Attention, bare: boolean): string {
  if (item.kind === 'unknown-badge' || item.kind === 'silent') return t(`attention.${item.kind}-hint`)
  if (item.kind === 'lock')
    return bare || !item.machine.lock?.by ? '' : t('attention.by', { name: item.machine.lock.by })
  const by = item.fault.acknowledged_by
  return [faultDetail(item.fault.detail), by === null || bare ? null : t('attention.acknowledged', { name: by })]
    .filter(text => text !== null && text !== '')
    .join(' · ')
}

function NextStep({ item }: { item: Attention }) {
  const error = useSignal<string | null>(null)
  const role = me.value?.role
  if (role === undefined) return null
  const about = { 'aria-label': `${t(`attention.${item.next}`)}, ${item.machine.name}` }
  if (item.next === 'open' || !mayAct(role)) {
    if (!mayGo(role, 'machine')) return null
    return (
      <a class="button-quiet" href={`/machines/${encodeURIComponent(item.machine.id)}`} {...about}>
        {t('attention.open')}
      </a>
    )
  }
  const take = () => {
    if (item.next === 'acknowledge') {
      acknowledge(item.fault).catch((failure: unknown) => {
        error.value = sayError(failure)
      })
    } else if (item.next === 'whose') act.value = { kind: 'whose', machine: item.machine }
    else if (item.next === 'resolve') act.value = { kind: 'resolve', machine: item.machine, fault: item.fault }
    else act.value = { kind: 'release', machine: item.machine }
  }
  return (
    <span class="attention-act">
      <button type="button" class={item.kind === 'fault' ? 'button' : 'button-quiet'} onClick={take} {...about}>
        {t(`attention.${item.next}`)}
      </button>
      {error.value === null ? null : (
        <small class="form-error" role="alert">
          {error.value}
        </small>
      )}
    </span>
  )
}
