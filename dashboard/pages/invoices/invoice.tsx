/** One document, line by line, and what proves it: where the code on the paper leads. */
import { useSignal } from '@preact/signals'
import { useRoute } from 'preact-iso'
import type { InvoiceDetail } from '#server/contract/invoices.ts'
import { getInvoice, pdfOf } from '../../api/invoices.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { useSubject } from '../../ui/title.ts'
import { CreditDialog } from './credit-dialog.tsx'
import { Lines, Totals } from './lines.tsx'
import { InvoiceMails } from './mails.tsx'
import { InvoiceProof } from './proof.tsx'
import { v } from './texts.ts'
import { day, money } from './words.ts'
import './invoices.css'

export function Invoice() {
  const { number = '' } = useRoute().params
  const loaded = useLoad(number, () => getInvoice(number))
  return (
    <article class="invoices">
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} page />
      ) : loaded.value === null ? (
        <Waiting height_rem={50} page />
      ) : (
        <One invoice={loaded.value} onCredited={loaded.again} />
      )}
    </article>
  )
}

function One({ invoice, onCredited }: { invoice: InvoiceDetail; onCredited: () => void }) {
  const crediting = useSignal(false)
  useSubject(invoice.number)
  const { kind, number, issue_date, due_date } = invoice
  const keepsBooks = me.value?.role === 'manager' || me.value?.role === 'treasurer'
  return (
    <>
      <header class="month-head">
        <h1>
          {v(`kind.${kind}`)} <span class="invoice-number">{number}</span>
        </h1>
        <p class="hint">{v('one.from', { seller: invoice.seller, name: invoice.name })}</p>
      </header>
      <section class="invoice-acts">
        <p>
          {kind === 'credit-note'
            ? v('one.dated', { date: day(issue_date) })
            : v('one.dates', { date: day(issue_date), due: day(due_date) })}
          <Left invoice={invoice} />
          <Related invoice={invoice} />
        </p>
        <a class="button" href={pdfOf(number)} target="_blank" rel="noopener">
          {v('one.download')}
        </a>
        {keepsBooks && (invoice.left_cents ?? 0) > 0 ? (
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              crediting.value = true
            }}
          >
            {v('credit.do')}
          </button>
        ) : null}
      </section>
      <section aria-labelledby="invoice-lines">
        <h2 id="invoice-lines">{v('one.lines')}</h2>
        <Lines lines={invoice.lines} />
        <Totals of={invoice} vat={invoice.vat} />
      </section>
      <section aria-labelledby="invoice-mentions">
        <h2 id="invoice-mentions">{v('one.mentions')}</h2>
        <ul class="invoice-mentions">
          {invoice.mentions.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      {keepsBooks ? <InvoiceMails number={number} /> : null}
      <InvoiceProof number={number} />
      <EvidenceDrawer />
      {crediting.value ? (
        <CreditDialog
          invoice={invoice}
          onDone={onCredited}
          onClose={() => {
            crediting.value = false
          }}
        />
      ) : null}
    </>
  )
}

function Left({ invoice }: { invoice: InvoiceDetail }) {
  const { left_cents, gross_cents } = invoice
  if (left_cents === null || left_cents === gross_cents) return null
  return <small> {left_cents === 0 ? v('one.credited') : v('one.left', { left: money(left_cents) })}</small>
}

/** From an invoice to what corrects it, and back. */
function Related({ invoice: { corrects, credited_by } }: { invoice: InvoiceDetail }) {
  const related = [
    ...corrects.map(number => ({ number, words: v('one.corrects') })),
    ...credited_by.map(({ number, gross_cents }) => ({
      number,
      words: v('one.credit-note', { sum: money(gross_cents) }),
    })),
  ]
  return (
    <>
      {related.map(({ number, words }) => (
        <span key={number} class="invoice-related">
          {words}{' '}
          <a class="link" href={`/invoices/${encodeURIComponent(number)}`}>
            {number}
          </a>
        </span>
      ))}
    </>
  )
}
