/** What the bank desk asks of billing: files for the bank, and statements read. For the command line and for HTTP alike. */
import { isValidIBAN } from 'ibantools'
import type { BankFiles } from '#server/bank/ports.ts'
import { flawsOf } from '#server/billing/sepa/check.ts'
import { writeRefunds } from '#server/billing/sepa/pain-001.ts'
import { writeDebits } from '#server/billing/sepa/pain-008.ts'
import { readStatement } from './statement-file.ts'

export const bankFiles: BankFiles = {
  writeDebits,
  writeRefunds,
  flawsOf: xml => flawsOf(xml, isValidIBAN),
  readStatement,
  isIban: isValidIBAN,
}
