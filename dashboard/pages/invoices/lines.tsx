/** The lines of a document and what they come to. */
import type { InvoiceDetail, LineView } from '#server/contract/invoices.ts'
import { v } from './texts.ts'
import { money, rate } from './words.ts'

export function Lines({ lines }: { lines: LineView[] }) {
  return (
    <ul class="invoice-lines">
      {lines.map(line => (
        <li key={line.id}>
          <span>
            {line.label}
            {line.detail === null ? null : <small>{line.detail}</small>}
          </span>
          <small class="line-rate">{rate(line.rate_percent)}</small>
          <b>{money(line.net_cents)}</b>
        </li>
      ))}
    </ul>
  )
}

type Of = Pick<InvoiceDetail, 'net_cents' | 'gross_cents'>

export function Totals({ of, vat }: { of: Of; vat: InvoiceDetail['vat'] }) {
  return (
    <dl class="invoice-totals">
      <div>
        <dt>{v('one.net')}</dt>
        <dd>{money(of.net_cents)}</dd>
      </div>
      {vat.map(one => (
        <div key={`${one.rate_percent} ${one.exemption ?? ''}`}>
          <dt>{one.exemption ?? v('one.vat', { rate: rate(one.rate_percent) })}</dt>
          <dd>{money(one.vat_cents)}</dd>
        </div>
      ))}
      <div class="invoice-gross">
        <dt>{v('one.gross')}</dt>
        <dd>{money(of.gross_cents)}</dd>
      </div>
    </dl>
  )
}
