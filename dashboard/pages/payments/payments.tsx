/** Money that moves: a statement is read, lines are confirmed, debits go to the bank, who is late is reminded. */
import { useRef } from 'preact/hooks'
import type { IssuerView } from '#server/contract/money.ts'
import { getAccounts, getLines, getMandates, getReminders, getRuns } from '../../api/bank.ts'
import { listIssuers } from '../../api/economy.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { Accounts } from './accounts.tsx'
import { Lines } from './lines.tsx'
import { Mandates } from './mandates.tsx'
import { Read } from './read.tsx'
import { Reminders } from './reminders.tsx'
import { Runs } from './runs.tsx'
import { p } from './texts.ts'
import '../economy/economy.css'
import '../people/people.css'
import './payments.css'

async function everything() {
  const [accounts, lines, runs, reminders, mandates, issuers] = await Promise.all([
    getAccounts(),
    getLines('waiting'),
    getRuns(),
    getReminders(),
    getMandates(),
    listIssuers(),
  ])
  return {
    ...{ accounts: accounts.items, lines: lines.items, runs: runs.items, reminders: reminders.items },
    ...{ reminded: reminders.sent, mandates: mandates.items, collectors: mandates.collectors },
    issuers: issuers as IssuerView[],
  }
}
export type Everything = Awaited<ReturnType<typeof everything>>

export function Payments() {
  const loaded = useLoad('payments', everything)
  const { again } = loaded
  const lines = useRef<HTMLHeadingElement>(null)
  return (
    <article class="economy payments">
      <header class="month-head">
        <h1>{p('title')}</h1>
        <p class="hint">{p('lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={60} />
      ) : (
        <>
          <Lines all={loaded.value} again={again} heading={lines} />
          <Read
            issuers={loaded.value.issuers}
            onKept={() => {
              again()
              // what was kept waits there, above
              lines.current?.focus()
            }}
          />
          <Runs all={loaded.value} again={again} />
          <Mandates all={loaded.value} again={again} />
          <Reminders all={loaded.value} again={again} />
          <Accounts all={loaded.value} again={again} />
        </>
      )}
    </article>
  )
}
