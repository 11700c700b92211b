import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { money } from '../books.ts'
import { withAccounts } from '../invoices.ts'
import { CliError, print } from '../output.ts'

export async function invoiceShow(number: string, { json }: { json?: boolean }): Promise<void> {
  const document = await withAccounts(({ ledger }) => ledger.document(number))
  if (document === null) throw new CliError(`nothing was issued under number ${number}`)
  print(document, linesOf(document), json)
}

const linesOf = (of: AccountingDocument): string[] => [
  `${of.number}, ${of.kind} of ${of.issue_date}, due ${of.terms.due_date}`,
  `${of.seller.name} to ${of.buyer.name} (${of.buyer.status})`,
  ...of.refers_to.map(({ number, issue_date }) => `refers to ${number} of ${issue_date}`),
  ...of.lines.map(({ id, label, detail, net_cents }) => `  ${id}. ${label}: ${money(net_cents)}  ${detail ?? ''}`),
  ...of.vat_totals.map(({ vat, base_cents, vat_cents }) =>
    vat.exemption === null
      ? `  VAT ${vat.rate_bp / 100} % of ${money(base_cents)}: ${money(vat_cents)}`
      : `  ${vat.exemption.text}: ${money(base_cents)}`,
  ),
  `  net ${money(of.net_cents)}, VAT ${money(of.vat_cents)}, gross ${money(of.gross_cents)}`,
  ...of.mentions.map(({ text }) => `  ${text}`),
]
