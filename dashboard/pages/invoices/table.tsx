/** Issued documents, newest first. */
import type { ComponentChildren } from 'preact'
import type { InvoiceRow } from '#server/contract/invoices.ts'
import { pdfOf } from '../../api/invoices.ts'
import { v } from './texts.ts'
import { shortDate, signed } from './words.ts'
import './invoices.css'

type Props<R> = {
  rows: readonly R[]
  /** one column more, for who keeps the books */
  more?: { head: string; cell: (row: R) => ComponentChildren }
}
export function InvoiceTable<R extends InvoiceRow>({ rows, more }: Props<R>) {
  return (
    <table class="invoice-table" aria-label={v('list.issued')}>
      <thead>
        <tr>
          <th scope="col">{v('col.number')}</th>
          <th scope="col">{v('col.to')}</th>
          <th scope="col">{v('col.date')}</th>
          <th scope="col">{v('col.due')}</th>
          <th scope="col" class="figure">
            {v('col.gross')}
          </th>
          {more === undefined ? null : (
            <th scope="col" class="cell-state">
              {more.head}
            </th>
          )}
          <th scope="col">{v('col.pdf')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.number} row={row}>
            {more?.cell(row)}
          </Row>
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, children }: { row: InvoiceRow; children: ComponentChildren }) {
  const credit = row.kind === 'credit-note'
  return (
    <tr data-kind={row.kind}>
      <th scope="row" class="cell-number">
        <a href={`/invoices/${row.number}`}>{row.number}</a>
        {credit ? (
          <small>
            {v('kind.credit-note')} {v('refers.of', { numbers: row.refers_to.map(one => one.number).join(', ') })}
          </small>
        ) : null}
      </th>
      <td class="cell-to">
        <bdi>{row.name}</bdi>
      </td>
      <td class="cell-date">{shortDate(row.issue_date)}</td>
      <td class="cell-due">{credit ? '' : shortDate(row.due_date)}</td>
      <td class="cell-gross figure">{signed(row.kind, row.gross_cents)}</td>
      {children}
      <td class="cell-pdf">
        <a
          class="link"
          href={pdfOf(row.number)}
          target="_blank"
          rel="noopener"
          aria-label={v('pdf-of', { number: row.number })}
        >
          {v('pdf')}
        </a>
      </td>
    </tr>
  )
}
