import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
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
import { KindChoice } from './kind-choice.tsx'
import { useNextLine } from './next-line.ts'
import { b } from './texts.ts'
import { inBulk, isKind, isUnderWay, type Kind, kindOf, monthWords } from './words.ts'
import './periods.css'

const hrefOf = (month: string, kind: Kind | null): string =>
  `/periods/${month}/settle${kind === null ? '' : `?kind=${kind}`}`

/** `/settle` is this month's. */
export function SettleNow() {
  const { route } = useLocation()
  useEffect(() => route(hrefOf(monthOf(serverNow(), timezone()), null), true), [])
  return <Waiting height_rem={40} page />
}

export function Settle() {
  const { month } = useRoute().params
  return isMonth(month) ? <SettleOf key={month} month={month} /> : <Notice page title={t('app.not-found')} />
}

/** `?kind=` narrows what waits; it stays while one steps to other months. */
function SettleOf({ month }: { month: string }) {
  const { query, route } = useLocation()
  const kind = isKind(query.kind) ? query.kind : null
  const lists = useRef<Promise<Lists> | null>(null)
  const queue = useLoad(month, () => {
    lists.current ??= listsOfNames()
    return named(queueAndNames(month, lists.current))
  })
  return (
    <article class="settle">
      <header class="month-head">
        <h1>
          {b('settle.title')} <span>{monthWords(month)}</span>
        </h1>
        <MonthStepper month={month} href={each => hrefOf(each, kind)} />
        <p class="hint">{b('settle.lead')}</p>
      </header>
      {queue.is === 'failed' ? (
        <Failure error={queue.error} again={queue.again} />
      ) : queue.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Queue
          month={month}
          kind={kind}
          onKind={chosen => route(hrefOf(month, chosen))}
          {...queue.value}
          again={queue.again}
        />
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
type Lists = { members: Named[]; pools: Named[] }
type Found = Lists & { items: SettleItem[] }

/** Once a visit: after each of two hundred decisions only what is left is asked for. */
async function listsOfNames(): Promise<Lists> {
  // Whoever may not list them (the animateur sees no pools) still settles.
  const listed = (asked: Promise<Named[]>) => asked.catch(() => [])
  const [members, pools] = await Promise.all([listed(getMembers()), listed(getPools())])
  return { members, pools }
}

/** Together: a line whose names come after it grows under the thumb that was about to press. */
async function queueAndNames(month: string, lists: Promise<Lists>): Promise<Found> {
  const [items, names] = await Promise.all([getQueue(month), lists])
  return { items, ...names }
}

const namesIn = (list: readonly Named[]) => {
  const names = new Map(list.map(one => [one.id, one.name]))
  return (id: string) => names.get(id) ?? id
}

type QueueProps = Found & {
  month: string
  kind: Kind | null
  onKind: (kind: Kind | null) => void
  again: () => void
}
function Queue({ month, kind, onKind, items, members, pools, again }: QueueProps) {
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const deciding = useSignal<SettleItem[]>([])
  const { list, onward, goOnAfter, goOnWith } = useNextLine(items, kind)
  const waiting = items.filter(item => item.blocks)
  const decided = items.filter(item => item.decided !== null && !item.blocks)
  const small = items.length - waiting.length - decided.length
  const shown = waiting.filter(item => kind === null || kindOf(item) === kind)
  const selectable = shown.filter(inBulk)
  // what is not shown is not decided along with the rest
  const bulk = selectable.filter(item => chosen.value.has(item.id))
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
      onChoose={item.blocks && inBulk(item) ? on => toggle(item.id, on) : null}
      onDecide={() => {
        deciding.value = [item]
      }}
    />
  )
  return (
    <>
      {waiting.length === 0 ? (
        <NothingLeft month={month} decided={decided.length > 0} onward={onward} />
      ) : (
        <>
          <div class="settle-bar">
            <label class="settle-all">
              <input
                type="checkbox"
                checked={bulk.length > 0 && bulk.length === selectable.length}
                disabled={selectable.length === 0}
                onChange={event => {
                  const on = event.currentTarget.checked
                  chosen.value = new Set(on ? selectable.map(one => one.id) : [])
                }}
              />
              <span>{b('settle.all')}</span>
            </label>
            <KindChoice waiting={waiting.map(kindOf)} kind={kind} onChoose={onKind} />
            <span class="settle-count" role="status">
              {b('settle.left', { count: waiting.length })}
              {bulk.length === 0 ? null : `, ${b('settle.selected', { count: bulk.length })}`}
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
          {shown.length === 0 ? (
            <Notice title={b('settle.none-of-kind')}>
              <button
                type="button"
                class="button-quiet"
                ref={onward}
                onClick={() => {
                  goOnWith(waiting.find(item => !isUnderWay(item))?.id ?? null)
                  onKind(null)
                }}
              >
                {b('settle.others', { count: waiting.length })}
              </button>
            </Notice>
          ) : (
            <ul class="settle-list" ref={list}>
              {shown.map(row)}
            </ul>
          )}
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
            goOnAfter(shown, deciding.value)
            again()
          }}
          onRefused={again}
          onClose={() => {
            deciding.value = []
          }}
        />
      )}
    </>
  )
}

type NothingLeftProps = { month: string; decided: boolean; onward: (element: HTMLElement | null) => void }
/** What comes next is its statement, which can be closed now. */
const NothingLeft = ({ month, decided, onward }: NothingLeftProps) =>
  decided ? (
    <Notice title={b('settle.all-done')}>
      {me.value && mayGo(me.value.role, 'statements') ? (
        <a class="button" ref={onward} href={`/periods/${month}`}>
          {b('settle.to-statement')}
        </a>
      ) : null}
    </Notice>
  ) : (
    <Notice title={b('settle.none')} hint={b('settle.none-hint')} />
  )
