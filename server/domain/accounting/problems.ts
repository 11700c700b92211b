/** Why a draft cannot be issued: a stable code and what fills its blanks. The French words stand with the page. */
export const INVOICE_PROBLEMS = {
  'not-set-up': '{issuer} has no invoice settings yet (address, numbers, terms)',
  'series-missing': '{issuer} has no invoice series',
  'series-shared': '{issuer} and {other} have the same invoice series',
  'siren-missing': '{issuer} has no SIREN',
  'vat-number-missing': '{issuer} charges VAT and has no VAT number',
  'register-missing': '{issuer} is a company: its register and capital are missing',
  'penalty-missing':
    '{issuer} has no penalty rate, which an invoice to a business must state (Code de commerce L441-9)',
  'penalty-below-legal':
    '{issuer} asks {rate} % for late payment: three times the last legal interest known here is {least} % (Code de commerce L441-10)',
  'legal-interest-unknown':
    '{issuer} asks {rate} % for late payment: the legal interest of this half-year is not known here, the last one is {percent} % from {from}; write the published one in the terms (Code de commerce L441-10)',
  'logo-broken': '{issuer}: {why}',
  'iban-missing': '{issuer} has no IBAN: an invoice would not say where to pay',
  'creditor-id-missing': '{issuer} collects by debit and has no SEPA creditor identifier',
  'reply-address-missing': '{issuer} has no mail address: nobody could answer',
  'exemption-missing': '{issuer} is exempt, and nobody has said on what ground',
  'exemption-with-tariffs':
    '{issuer} bills fixed prices: art. 261 B asks for exact reimbursement of costs, so it cannot be exempt by it',
  'status-undocumented': '{payer}: nobody has documented that its own activity is not taxed (art. 261 B)',
  'name-missing': '{payer} has no name',
  'address-missing': '{payer} has no complete address: street, postal code and city',
  'buyer-siren-missing': '{payer} is a business and has no SIREN',
  'buyer-abroad': '{payer} is a business outside France: who owes the VAT has to be decided by hand',
  'earlier-month-first':
    '{payer}: this gives back part of {period}, which has not been invoiced yet: issue that month first',
  'nothing-to-credit': '{payer}: this gives money back, and no earlier invoice is known that it could refer to',
  'more-than-left': '{payer}: this gives back {cents} cents, of the earlier invoices only {left} are left',
  'old-reference-needless': '{number}: this refers to invoices that were issued here already',
  'old-reference-known': '{number} was issued here: nothing is left of it, or it is somebody else’s',
  'old-reference-late': '{number} would be of {date}, which is not over yet',
  'advance-not-invoiced': '{payer}: the advance of {period} has not been invoiced yet',
  'credit-of-credit': '{number} is a credit note itself: issue an invoice again instead',
  'no-such-line': '{number} has no line {line}',
  'line-more-than-left': 'line {line} of {number}: {cents} cents are asked for, {left} are left',
  'credit-more-than-left': '{number}: {cents} cents are asked for, {left} are left',
  'nothing-left': '{number}: nothing is left to credit',
} as const

export type InvoiceProblemCode = keyof typeof INVOICE_PROBLEMS
export type InvoiceProblem = { code: InvoiceProblemCode; params: Readonly<Record<string, string | number>> }

export const problem = (code: InvoiceProblemCode, params: InvoiceProblem['params']): InvoiceProblem => ({
  code,
  params,
})

export const problemWords = ({ code, params }: InvoiceProblem): string =>
  INVOICE_PROBLEMS[code].replace(/\{(\w+)\}/g, (blank, name: string) => String(params[name] ?? blank))
