/** From each line to sessions, from sessions to the journal, to the head of its chain. */
import { useSignal } from '@preact/signals'
import type { InvoiceProofView } from '#server/contract/invoices.ts'
import { getInvoiceProof } from '../../api/invoices.ts'
import { isMonth } from '../../time/zone.ts'
import { CommandHint } from '../../ui/command-hint.tsx'
import { LineSessions } from '../../ui/line-sessions.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { mayGo, me } from '../../ui/session.ts'
import { v } from './texts.ts'
import { money, periodName } from './words.ts'

export function InvoiceProof({ number }: { number: string }) {
  const loaded = useLoad(number, () => getInvoiceProof(number))
  return (
    <section aria-labelledby="invoice-proof" class="invoice-proof">
      <h2 id="invoice-proof">{v('proof.title')}</h2>
      <p>{v('proof.lead')}</p>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={30} />
      ) : (
        <Steps proof={loaded.value} />
      )}
    </section>
  )
}

function Steps({ proof }: { proof: InvoiceProofView }) {
  return (
    <>
      {proof.problems.length === 0 ? (
        <p class="proof-fine">{v('proof.fine')}</p>
      ) : (
        <div class="proof-wrong" role="alert">
          <b>{v('proof.wrong')}</b>
          <ul>
            {proof.problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <ul class="invoice-lines">
        {proof.lines.map(line => (
          <li key={line.id}>
            <span>
              {line.label}
              <small>{entriesWords(line)}</small>
            </span>
            <b>{money(line.net_cents)}</b>
            <Sessions line={line} period={proof.period} />
          </li>
        ))}
      </ul>
      {proof.settled === null ? null : <Settled settled={proof.settled} />}
      <dl class="proof-chain">
        <Hash term={v('proof.document')} hash={proof.document_hash} />
        <Hash term={v('proof.series')} hash={proof.series_chain} />
        <Hash term={v('proof.issued')} n={proof.issued.n} hash={proof.issued.chain} />
        {proof.closing === null ? null : (
          <Hash term={v('proof.closing')} n={proof.closing.n} hash={proof.closing.chain} />
        )}
        <Hash term={v('proof.head')} n={proof.head.n} hash={proof.head.chain} />
      </dl>
      <CommandHint
        sentence={command => v('proof.check', { command })}
        command={`navette verify --invoice ${proof.number}`}
      />
    </>
  )
}

/** To those who keep the books: a member has their own sessions on their own page. A settled year has no month to look in. */
function Sessions({ line, period }: { line: InvoiceProofView['lines'][number]; period: string }) {
  const open = useSignal(false)
  const ids = line.things.flatMap(({ kind, id }) => (kind === 'session' ? [id] : []))
  if (ids.length === 0 || !isMonth(period) || !me.value || !mayGo(me.value.role, 'invoices')) return null
  return (
    <details
      class="line-sessions asks"
      onToggle={event => {
        open.value = event.currentTarget.open
      }}
    >
      <summary>{v('proof.sessions')}</summary>
      {open.value ? <LineSessions label={line.label} ids={ids} month={period} /> : null}
    </details>
  )
}

/** Month by month, what was charged in advance beside the actual share; then the invoices that were taken off. */
function Settled({ settled }: { settled: NonNullable<InvoiceProofView['settled']> }) {
  return (
    <table class="invoice-table proof-settled">
      <caption>{v('proof.settled')}</caption>
      <thead>
        <tr>
          <th scope="col">{v('proof.month')}</th>
          <th scope="col" class="figure">
            {v('proof.advance')}
          </th>
          <th scope="col" class="figure">
            {v('proof.share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {settled.months.map(({ period, advance_cents, share_cents }) => (
          <tr key={period}>
            <th scope="row">{periodName(period)}</th>
            <td class="figure">{money(advance_cents)}</td>
            <td class="figure">{money(share_cents)}</td>
          </tr>
        ))}
        {settled.advances.map(({ number, net_cents }) => (
          <tr key={number}>
            <th scope="row">
              <a href={`/invoices/${number}`}>{v('proof.taken-off', { number })}</a>
            </th>
            <td />
            <td class="figure">{money(-net_cents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{v('proof.balance')}</th>
          <td />
          <td class="figure">{money(settled.balance_cents)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function entriesWords({ things }: InvoiceProofView['lines'][number]): string {
  if (things.length === 0) return v('proof.no-sessions')
  const sum = (of: 'entries' | 'frames') => things.reduce((total, thing) => total + thing[of], 0)
  return v('proof.entries', {
    sessions: v('one.sessions', { count: things.length }),
    first: Math.min(...things.map(({ first_n }) => first_n)),
    last: Math.max(...things.map(({ first_n, last_n }) => last_n ?? first_n)),
    ...{ frames: sum('frames'), entries: sum('entries') },
  })
}

function Hash({ term, n, hash }: { term: string; n?: number; hash: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {n === undefined ? null : v('proof.entry', { n })}
        <code>{hash}</code>
      </dd>
    </div>
  )
}
