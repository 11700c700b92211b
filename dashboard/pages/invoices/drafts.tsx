/** A closed month before it goes out: every document as it will be, and what is missing. */
import { useSignal } from '@preact/signals'
import { useRoute } from 'preact-iso'
import type { DraftView, InvoiceDrafts } from '#server/contract/invoices.ts'
import { ApiError } from '../../api/client.ts'
import { getDrafts } from '../../api/invoices.ts'
import { t } from '../../i18n/index.ts'
import { isMonth } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { useOnward } from '../../ui/onward.ts'
import { getWorks, onItsWay, useWorks, type Work } from '../../ui/works/use-works.ts'
import { WorkNow } from '../../ui/works/works.tsx'
import { IssueDialog } from './issue-dialog.tsx'
import { Lines, Totals } from './lines.tsx'
import { lacksInvoice, OldReference } from './old-reference.tsx'
import { isOfPayer, sayProblem } from './problems.ts'
import { InvoiceTable } from './table.tsx'
import { v } from './texts.ts'
import { money, periodName, signed } from './words.ts'
import './invoices.css'

export function Drafts() {
  const { period = '' } = useRoute().params
  const loaded = useLoad(period, async () => {
    const [month, works] = await Promise.all([getDrafts(period), getWorks()])
    return { month, works: works.filter(({ kind, about }) => kind === 'issue' && about === period) }
  })
  return (
    <article class="invoices">
      <header class="month-head">
        <h1>
          {v('draft.title')} <span>{periodName(period)}</span>
        </h1>
        <p class="hint">{v('draft.lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        isOpen(loaded.error) ? (
          <StillOpen period={period} />
        ) : (
          <Failure error={loaded.error} again={loaded.again} />
        )
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Month {...loaded.value} onIssued={loaded.again} />
      )}
      {/* below what is awaited it would move */}
      {loaded.value === null && loaded.is === 'waiting' ? null : (
        <a class="link" href="/invoices">
          {v('draft.back')}
        </a>
      )}
    </article>
  )
}

const isOpen = (error: unknown): boolean => error instanceof ApiError && error.code === 'period-not-closed'

/** Nobody did anything wrong: it is not its turn yet. */
function StillOpen({ period }: { period: string }) {
  const span = isMonth(period) ? 'month' : 'year'
  return (
    <Notice title={v(`open.${span}`, { period: periodName(period) })} hint={v(`open.${span}-next`)}>
      <a class="button" href={span === 'month' ? `/periods/${period}` : '/months'}>
        {v(`open.${span}-go`)}
      </a>
    </Notice>
  )
}

const sumOf = (drafts: readonly DraftView[]): number =>
  drafts.reduce((sum, { kind, gross_cents }) => sum + (kind === 'invoice' ? gross_cents : -gross_cents), 0)

type MonthProps = { month: InvoiceDrafts; works: readonly Work[]; onIssued: () => void }
function Month({ month, works, onIssued }: MonthProps) {
  // Somebody else may be at it, or oneself before leaving
  const under_way = useWorks(works, onIssued).find(onItsWay)
  const issuing = useSignal(false)
  const { onward, goOn } = useOnward()
  const ready = month.drafts.filter(({ problems }) => problems.length === 0)
  const blocked = month.drafts.length - ready.length
  const sum = money(sumOf(ready))
  return (
    <>
      <section class="draft-standing">
        <p class="draft-ready">
          {month.drafts.length === 0 && month.issued.length > 0
            ? v('draft.all-out')
            : v('draft.ready', { count: ready.length, sum })}
        </p>
        {blocked === 0 ? null : <p>{v('draft.blocked', { count: blocked })}</p>}
        {month.issued.length === 0 ? null : <p>{v('draft.issued', { count: month.issued.length })}</p>}
        {month.nothing.length === 0 ? null : (
          <p>{v('draft.nothing', { names: month.nothing.map(({ name }) => name).join(', ') })}</p>
        )}
        {under_way !== undefined && !issuing.value ? (
          <WorkNow job={under_way} />
        ) : ready.length === 0 ? null : (
          <button
            type="button"
            class="button"
            onClick={() => {
              issuing.value = true
            }}
          >
            {v('draft.issue', { count: ready.length })}
          </button>
        )}
        {month.issued.length === 0 || ready.length > 0 || !isMonth(month.period) ? null : (
          <a
            class="button"
            ref={onward}
            href={`/books?month=${month.period}&issuer=${month.issued[0]?.issuer ?? ''}#books-mail`}
          >
            {v('draft.send')}
          </a>
        )}
      </section>
      <ul class="drafts">
        {month.drafts.map(draft => (
          <Draft key={draft.key} draft={draft} month={month} onIssued={onIssued} />
        ))}
      </ul>
      {month.issued.length === 0 ? null : <InvoiceTable rows={month.issued} />}
      {issuing.value ? (
        <IssueDialog
          month={month}
          ready={ready.length}
          blocked={blocked}
          sum={sum}
          onDone={() => {
            goOn()
            onIssued()
          }}
          onClose={() => {
            issuing.value = false
          }}
        />
      ) : null}
    </>
  )
}

function Draft({ draft, month, onIssued }: { draft: DraftView; month: InvoiceDrafts; onIssued: () => void }) {
  const missing = draft.problems.length > 0
  return (
    <li data-missing={missing}>
      <details open={missing}>
        <summary>
          <span class="draft-name">
            <bdi>{draft.name}</bdi>
            <small>
              {v(`kind.${draft.kind}`)} · <bdi>{draft.issuer_name}</bdi>
            </small>
          </span>
          <b>{signed(draft.kind, draft.gross_cents)}</b>
        </summary>
        {missing ? (
          <div class="draft-missing">
            <h2>{v('draft.missing')}</h2>
            <ul>
              {draft.problems.map(problem => (
                <li key={problem.code}>{sayProblem(problem, draft)}</li>
              ))}
            </ul>
            {draft.problems.some(isOfPayer) ? (
              <a class="link" href={draft.payer.kind === 'member' ? `/members/${draft.payer.id}` : '/organisations'}>
                {v('draft.complete')}
              </a>
            ) : null}
            {draft.problems.some(({ params }) => params.issuer !== undefined) ? (
              <a class="link" href="/settings">
                {t('nav.settings')}
              </a>
            ) : null}
            {lacksInvoice(draft) ? (
              <OldReference draft={draft} period={month.period} drafts_hash={month.drafts_hash} onDone={onIssued} />
            ) : null}
          </div>
        ) : null}
        <Lines lines={draft.lines} />
        <Totals of={draft} vat={draft.vat} />
      </details>
    </li>
  )
}
