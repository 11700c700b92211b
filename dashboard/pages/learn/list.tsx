import type { LearningMachine } from '#server/contract/learning.ts'
import { getLearning } from '../../api/learning.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { l } from './texts.ts'
import './learn.css'

/** All machines of the workshop, those that wait first: one afternoon, one after the other. */
export function LearnList() {
  const loaded = useLoad('learning', getLearning)
  return (
    <article class="learn">
      <header class="month-head">
        <h1>{l('list.title')}</h1>
        <p class="hint">{l('list.lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={30} />
      ) : (
        <List items={loaded.value.items} />
      )}
    </article>
  )
}

/** When somebody taught it, or set its figures; null: it waits. */
function doneAt({ id, profile }: LearningMachine): { how: 'list.taught' | 'list.set'; at: string } | null {
  if (profile?.learnt?.machine === id) return { how: 'list.taught', at: profile.learnt.to }
  return profile?.set?.machine === id ? { how: 'list.set', at: profile.set.at } : null
}
const isTaught = (one: LearningMachine): boolean => doneAt(one) !== null
function sayDone(one: LearningMachine): string {
  const done = doneAt(one)
  if (done === null) return l('list.untaught')
  return l(done.how, { date: longDay(Date.parse(done.at), language.value, timezone()) })
}

function List({ items }: { items: LearningMachine[] }) {
  const sorted = items.toSorted((a, b) => Number(isTaught(a)) - Number(isTaught(b)) || a.name.localeCompare(b.name))
  return (
    <>
      <p class="learn-done">{l('list.done', { done: items.filter(isTaught).length, all: items.length })}</p>
      <ul class="learn-list">
        {sorted.map(one => (
          <li key={one.id} data-taught={isTaught(one)}>
            <a href={`/learn/${encodeURIComponent(one.id)}`}>{one.name}</a>
            <span>
              {sayDone(one)}
              {one.online ? '' : ` · ${l('list.offline')}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
