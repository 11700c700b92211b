/** One line of a bank statement, whatever file it came in: what a person would match by, and what makes it itself. */

export type StatementLine = {
  /** booking date */
  date: string
  /** positive: it came in */
  cents: number
  /** what the bank's own customer reads: label and remittance text, in one line */
  text: string
  name: string | null
  iban: string | null
  /** EndToEndId; `NOTPROVIDED` is none */
  end_to_end: string | null
  mandate: string | null
  /** of a collection booked as one: PmtInfId or MsgId of our own file */
  batch: string | null
  /** ISO reason, where money goes back */
  reason: string | null
  /** the bank's own reference: the same line in another file has the same */
  servicer_ref: string | null
}

export type Statement = {
  /** of the account, where the file says it */
  iban: string | null
  lines: StatementLine[]
}
/** Lines of the file that cannot be read, as a person counts them. */
export type StatementFlaw = { line: number | null; code: StatementFlawCode; value: string }
export type StatementFlawCode =
  | 'not-a-statement'
  | 'not-booked'
  | 'currency'
  | 'amount'
  | 'date'
  | 'columns'
  /** opening balance + entries is not the closing balance */
  | 'sum'
  | 'too-large'
export type StatementResult =
  | { kind: 'read'; statements: Statement[]; skipped: StatementFlaw[] }
  | { kind: 'refused'; flaws: StatementFlaw[] }
