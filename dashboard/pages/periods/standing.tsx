import { useSignal } from '@preact/signals'
import type { PeriodView } from '#server/contract/books.ts'
import { getPeriod } from '../../api/books.ts'
import { serverNow } from '../../time/now.ts'
import { useLoad } from '../../ui/load.ts'
import { useOnward } from '../../ui/onward.ts'
import { getWorks, onItsWay, useWorks, type Work } from '../../ui/works/use-works.ts'
import { WorkNow } from '../../ui/works/works.tsx'
import { CloseDialog } from './close-dialog.tsx'
import { b } from './texts.ts'
import { dayWords, monthWords } from './words.ts'
import './periods.css'

const NONE: readonly Work[] = []

/** Where a month stands, under its name; and the way on: settle, then close. */
export function PeriodStanding({ month, onClosed }: { month: string; onClosed: () => void }) {
  const loaded = useLoad(month, async () => {
    const [period, works] = await Promise.all([getPeriod(month), getWorks()])
    return { period, works: works.filter(({ kind, about }) => kind === 'close' && about === month) }
  })
  const closing = useSignal(false)
  const { onward, goOn } = useOnward()
  const again = () => {
    loaded.again()
    onClosed()
  }
  // Somebody else may be at it, or oneself before leaving
  const under_way = useWorks(loaded.value?.works ?? NONE, again).find(onItsWay)
  if (loaded.value === null) return <Awaited />
  const value = loaded.value.period
  return (
    <div class="period-standing">
      <p class="standing-line" role="status">
        {sentenceOf(value)}
      </p>
      <p class="period-acts">
        {value.status === 'closed' ? (
          <a class="button-quiet" ref={onward} href={`/invoices/drafts/${month}`}>
            {b('standing.bill')}
          </a>
        ) : (
          <a class="button-quiet" href={`/periods/${month}/settle`}>
            {b('waiting', { count: value.to_settle })}
          </a>
        )}
        {under_way !== undefined && !closing.value ? (
          <WorkNow job={under_way} />
        ) : value.status !== 'closed' && value.refusal === null ? (
          <button
            type="button"
            class="button"
            onClick={() => {
              closing.value = true
            }}
          >
            {b('close.do')}
          </button>
        ) : null}
        <a class="link" href="/months">
          {b('list.all')}
        </a>
      </p>
      {value.late === 0 ? null : <p class="hint">{b('late', { count: value.late })}</p>}
      {closing.value ? (
        <CloseDialog
          period={value}
          onClosed={() => {
            goOn()
            again()
          }}
          onClose={() => {
            closing.value = false
          }}
        />
      ) : null}
    </div>
  )
}

/** Keeps the room of what is asked for, so that nothing below it moves when it comes. */
const Awaited = () => (
  <div class="period-standing">
    <p class="standing-line">&nbsp;</p>
    <p class="period-acts" />
  </div>
)

export function sentenceOf({ status, closed, refusal }: PeriodView): string {
  if (closed !== null) {
    const date = dayWords(closed.at)
    return serverNow() < Date.parse(closed.contest_until)
      ? b('standing.closed', { date, until: dayWords(closed.contest_until) })
      : b('standing.closed-final', { date })
  }
  if (refusal?.kind === 'on-trial') return b('standing.trial')
  if (status === 'running') return b('standing.running')
  if (refusal?.kind === 'unsettled') return b('standing.waiting')
  if (refusal?.kind === 'out-of-order') return b('standing.order', { first: monthWords(refusal.first ?? '') })
  return b('standing.over')
}
