/** What the bank desk asks of billing: files for the bank, and statements read. For the command line and for HTTP alike. */
import { isValidIBAN } from 'ibantools'
import type { BankFiles } from '#server/bank/ports.ts'
import { flawsOf } from '#server/billing/sepa/check.ts'
import { writeRefunds } from '#server/billing/sepa/pain-001.ts'
import { writeDebits } from '#server/billing/sepa/pain-008.ts'
import { readStatementFile } from '#server/billing/statement-file/read.ts'
import { decode } from '#server/ingest/members/decode.ts'

export const bankFiles: BankFiles = {
  writeDebits,
  writeRefunds,
  flawsOf: xml => flawsOf(xml, isValidIBAN),
  readStatement: (bytes, columns) => readStatementFile(decode(bytes).text, columns),
  isIban: isValidIBAN,
}
