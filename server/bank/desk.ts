/** The bank desk as one object: what HTTP is handed. */

import type { Run } from '#server/domain/accounting/debit-history.ts'
import { disputedBy } from '#server/domain/accounting/disputed.ts'
import type { Allocation, Payment } from '#server/domain/accounting/payment-entries.ts'
import type { Said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { type BalanceNow, balanceOf, balancesNow } from './balances.ts'
import { type Confirmed, type ConfirmOrder, confirmLine } from './confirm.ts'
import {
  collectors,
  type MandateNow,
  type MandateOrder,
  type MandateOutcome,
  mandatesNow,
  putMandate,
} from './mandates.ts'
import {
  type AllocateOrder,
  allocateCredit,
  type DisputeOrder,
  dispute,
  type Outcome,
  type PayOrder,
  type ReturnOrder,
  recordPayment,
  returnPayment,
} from './pay.ts'
import type { BankParts } from './ports.ts'
import {
  type ReminderNow,
  type ReminderSent,
  remindersNow,
  remindersSent,
  type SendOrder,
  sendReminder,
} from './reminders.ts'
import {
  cancelRun,
  type DropOrder,
  dropItem,
  type MadeRun,
  makeRun,
  type Plan,
  planRun,
  type RunKind,
  runFile,
} from './run.ts'
import { stateNow } from './state.ts'
import { type ImportOrder, type ImportOutcome, importStatement, type LineNow, linesNow } from './statement.ts'

import { type WriteOffOrder, writeOff } from './write-off.ts'

export type Bank = {
  balances(): Promise<BalanceNow[]>
  balance(payer: Payer): Promise<BalanceNow[]>
  pay(order: PayOrder): Promise<Outcome<Payment>>
  giveBack(order: ReturnOrder): Promise<Outcome<string>>
  allocate(order: AllocateOrder): Promise<Outcome<Allocation[]>>
  writeOff(order: WriteOffOrder): Promise<Outcome<number>>
  disputed(): Promise<Set<string>>
  dispute(order: DisputeOrder): Promise<Outcome<string>>
  importStatement(order: ImportOrder): Promise<ImportOutcome>
  lines(): Promise<LineNow[]>
  confirm(order: ConfirmOrder): Promise<Outcome<Confirmed>>
  /** `why` null: it waits again. False: there is no such line */
  setAside(line: string, why: string | null, by: string): Promise<boolean>
  plan(issuer: string, kind: RunKind): Promise<Plan>
  makeRun(order: {
    issuer: string
    kind: RunKind
    items: readonly string[] | null
    by: string
  }): Promise<Outcome<MadeRun>>
  runs(): Promise<Run[]>
  runFile(issuer: string, run: string): Promise<{ xml: string } | Said>
  cancelRun(order: { issuer: string; run: string; by: string }): Promise<Outcome<string>>
  drop(order: DropOrder): Promise<Outcome<string>>
  mandates(): Promise<MandateNow[]>
  putMandate(order: MandateOrder): Promise<MandateOutcome>
  /** issuers with a creditor identifier */
  collectors(): Promise<string[]>
  reminders(): Promise<ReminderNow[]>
  remindersSent(): Promise<ReminderSent[]>
  remind(order: SendOrder): Promise<Outcome<ReminderNow>>
}

export const createBank = (parts: BankParts): Bank => ({
  balances: () => balancesNow(parts),
  balance: payer => balanceOf(parts, payer),
  pay: order => recordPayment(parts, order),
  giveBack: order => returnPayment(parts, order),
  allocate: order => allocateCredit(parts, order),
  writeOff: order => writeOff(parts, order),
  disputed: async () => disputedBy((await stateNow(parts)).entries),
  dispute: order => dispute(parts, order),
  importStatement: order => importStatement(parts, order),
  lines: () => linesNow(parts),
  confirm: order => confirmLine(parts, order),
  setAside: (line, why, by) => parts.ledger.setBankLineAside(line, why, by),
  plan: (issuer, kind) => planRun(parts, issuer, kind),
  makeRun: order => makeRun(parts, order),
  runs: async () => (await stateNow(parts)).runs,
  runFile: (issuer, run) => runFile(parts, issuer, run),
  cancelRun: order => cancelRun(parts, order),
  drop: order => dropItem(parts, order),
  mandates: () => mandatesNow(parts),
  putMandate: order => putMandate(parts, order),
  collectors: () => collectors(parts),
  reminders: () => remindersNow(parts),
  remindersSent: () => remindersSent(parts),
  remind: order => sendReminder(parts, order),
})
