import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { SettleItem } from '#server/contract/books.ts'
import { getPools, getQueue } from '../../api/books.ts'
import { getMembers } from '../../api/endpoints.ts'
import { language, t } from '../../i18n/index.ts'
import { named } from '../../live/named.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, monthOf } from '../../time/zone.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { DecideDialog } from './decide-dialog.tsx'
import { ItemRow } from './item-row.tsx'
import { b } from './texts.ts'
import { monthWords } from './words.ts'
import './periods.css'

/** `/settle` is this month's. */
export function SettleNow() {
  const { route } = useLocation()
  useEffect(() => route(`/periods/${monthOf(serverNow(), timezone())}/settle`, true), [])
  return <Waiting height_rem={40} page />
}

export function Settle() {
  const { month } = useRoute().params
  return isMonth(month) ? <SettleOf key={month} month={month} /> : <Notice page title={t('app.not-found')} />
}

function SettleOf({ month }: { month: string }) {
  const queue = useLoad(month, () => named(queueAndNames(month)))
  return (
    <article class="settle">
      <header class="month-head">
        <h1>
          {b('settle.title')} <span>{monthWords(month)}</span>
        </h1>
        <MonthStepper month={month} href={each => `/periods/${each}/settle`} />
        <p class="hint">{b('settle.lead')}</p>
      </header>
      {queue.is === 'failed' ? (
        <Failure error={queue.error} again={queue.again} />
      ) : queue.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Queue month={month} {...queue.value} again={queue.again} />
      )}
      {/* only once the list above it has its length: it would move under a thumb */}
      {queue.value !== null && me.value && mayGo(me.value.role, 'statements') ? (
        <a class="link" href={`/periods/${month}`}>
          {b('settle.back')}
        </a>
      ) : null}
      <EvidenceDrawer />
    </article>
  )
}

type Named = { id: string; name: string }
type Found = { items: SettleItem[]; members: Named[]; pools: Named[] }

/** Together: a line whose names come after it grows under the thumb that was about to press. */
async function queueAndNames(month: string): Promise<Found> {
  // Whoever may not list them (the animateur sees no pools) still settles.
  const listed = (asked: Promise<Named[]>) => asked.catch(() => [])
  const [items, members, pools] = await Promise.all([getQueue(month), listed(getMembers()), listed(getPools())])
  return { items, members, pools }
}

const namesIn = (list: readonly Named[]) => {
  const names = new Map(list.map(one => [one.id, one.name]))
  return (id: string) => names.get(id) ?? id
}

function Queue({ month, items, members, pools, again }: Found & { month: string; again: () => void }) {
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const deciding = useSignal<SettleItem[]>([])
  const waiting = items.filter(item => item.blocks)
  const decided = items.filter(item => item.decided !== null && !item.blocks)
  const small = items.length - waiting.length - decided.length
  const bulk = waiting.filter(item => chosen.value.has(item.id))
  const names = { memberOf: namesIn(members), poolOf: namesIn(pools) }
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen.value)
    if (on) next.add(id)
    else next.delete(id)
    chosen.value = next
  }
  const row = (item: SettleItem) => (
    <ItemRow
      key={item.id}
      item={item}
      {...names}
      chosen={chosen.value.has(item.id)}
      onChoose={item.blocks && item.kind !== 'contested' ? on => toggle(item.id, on) : null}
      onDecide={() => {
        deciding.value = [item]
      }}
    />
  )
  return (
    <>
      {waiting.length === 0 ? (
        <Notice title={b('settle.none')} hint={b('settle.none-hint')} />
      ) : (
        <>
          <div class="settle-bar">
            <label class="settle-all">
              <input
                type="checkbox"
                checked={bulk.length > 0 && bulk.length === waiting.filter(one => one.kind !== 'contested').length}
                onChange={event => {
                  const on = event.currentTarget.checked
                  chosen.value = new Set(on ? waiting.filter(one => one.kind !== 'contested').map(one => one.id) : [])
                }}
              />
              <span>{b('settle.all')}</span>
            </label>
            <span class="settle-count" role="status">
              {b('settle.selected', { count: bulk.length })}
            </span>
            <button
              type="button"
              class="button"
              disabled={bulk.length === 0}
              onClick={() => {
                deciding.value = bulk
              }}
            >
              {b('settle.one')}
            </button>
          </div>
          <ul class="settle-list">{waiting.map(row)}</ul>
        </>
      )}
      {small === 0 ? null : <p class="hint">{b('settle.small', { count: small })}</p>}
      {decided.length === 0 ? null : (
        <details class="settled">
          <summary>{b('settle.done', { count: decided.length })}</summary>
          <ul class="settle-list">{decided.map(row)}</ul>
        </details>
      )}
      {deciding.value.length === 0 ? null : (
        <DecideDialog
          key={language.value}
          month={month}
          items={deciding.value}
          members={members}
          pools={pools}
          {...names}
          onDone={() => {
            chosen.value = new Set()
            again()
          }}
          onClose={() => {
            deciding.value = []
          }}
        />
      )}
    </>
  )
}
