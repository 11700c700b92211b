/** Files for the bank: planned and shown, then made once. The entry says what is in it and its hash; the file is kept beside. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { Temporal } from 'temporal-polyfill'
import { openOf } from '#server/domain/accounting/balance.ts'
import { addTargetDays } from '#server/domain/accounting/debit-calendar.ts'
import { planRefunds, type RefundPlan } from '#server/domain/accounting/debit-refund.ts'
import { type DebitPlan, type Debtor, groupsOf, planDebits, runId } from '#server/domain/accounting/debit-run.ts'
import { disputedBy } from '#server/domain/accounting/disputed.ts'
import { isCreditorId } from '#server/domain/accounting/mandate.ts'
import type { RunEntry, RunItem } from '#server/domain/accounting/payment-entries.ts'
import { isReasonCode } from '#server/domain/accounting/payment-reasons.ts'
import type { IssuerBank } from '#server/domain/records.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { mandatesOf } from './mandates.ts'
import { noticesOf } from './notices.ts'
import { act, type Outcome } from './pay.ts'
import type { BankParts } from './ports.ts'
import { type BankState, collectingOf, contactsOf, namesOf, stateNow } from './state.ts'

export type RunKind = RunEntry['kind']
export type Plan = { debits: DebitPlan | null; refunds: RefundPlan | null; refusal: Said | null; run: string }

export async function planRun(parts: BankParts, issuer: string, kind: RunKind): Promise<Plan> {
  return planOn(parts, await stateNow(parts), issuer, kind)
}

async function planOn(parts: BankParts, state: BankState, issuer: string, kind: RunKind): Promise<Plan> {
  const bank = (await parts.ledger.banks()).find(one => one.issuer === issuer) ?? null
  const run = runId(kind === 'debit' ? 'PRLV' : 'VIR', issuer, state.today, state.runs)
  const refusal = objectionToBank(parts, issuer, bank, kind)
  const [debits, refunds] =
    kind === 'debit' ? [await debitsOf(parts, state, issuer), null] : [null, await refundsOf(parts, state, issuer)]
  const lines = debits?.lines ?? refunds?.lines ?? []
  return { run, debits, refunds, refusal: refusal ?? (lines.length === 0 ? said('nothing-to-collect') : null) }
}

function objectionToBank({ files }: BankParts, issuer: string, bank: IssuerBank | null, kind: RunKind): Said | null {
  if (bank?.iban == null || !files.isIban(bank.iban)) return said('issuer-without-bank', { issuer })
  const { sepa_creditor_id } = bank
  if (kind === 'refund' || (sepa_creditor_id !== null && isCreditorId(sepa_creditor_id))) return null
  return said('issuer-without-creditor-id', { issuer })
}

async function debitsOf(parts: BankParts, state: BankState, issuer: string): Promise<DebitPlan> {
  const { notice_days, bank_days } = collectingOf(state.directory, issuer)
  const contested = new Set(await parts.ledger.openContests())
  const documents = await parts.ledger.documents({ issuer })
  const disputed = disputedBy(state.entries)
  for (const { number, lines } of documents)
    if (lines.some(line => line.sessions.some(session => contested.has(session)))) disputed.add(number)
  const own = [...state.accounts.values()].filter(account => account.issuer === issuer)
  const open = new Set(own.flatMap(account => openOf(account).map(({ item }) => item)))
  // Of years of documents those alone that wait for money: a query takes so many numbers and no more
  const toldBy = await noticesOf(
    parts,
    documents.filter(({ number }) => open.has(number)),
  )
  return planDebits({
    ...{ issuer, today: state.today, times: { notice_days, bank_days }, runs: state.runs, disputed },
    accounts: [...state.accounts.values()],
    documents: new Map(
      documents.map(document => {
        const { number, terms } = document
        const debit_on = terms.means.kind === 'debit' ? terms.means.date : null
        return [number, { number, due_date: terms.due_date, debit_on, told: toldBy(document) }]
      }),
    ),
    mandates: await mandatesOf(parts, issuer),
    debtorOf: await debtors(parts),
    isIban: iban => parts.files.isIban(iban),
  })
}

async function refundsOf(parts: BankParts, state: BankState, issuer: string): Promise<RefundPlan> {
  return planRefunds({
    ...{ issuer, runs: state.runs, accounts: [...state.accounts.values()] },
    debtorOf: await debtors(parts),
    isIban: iban => parts.files.isIban(iban),
  })
}

async function debtors(parts: BankParts): Promise<(payer: Payer) => Debtor> {
  const [nameOf, contactOf] = await Promise.all([namesOf(parts), contactsOf(parts)])
  return payer => {
    const contact = contactOf(payer)
    const { iban = null, country = null, city = null, street = null, postal_code: postcode = null } = contact ?? {}
    const address = city === null || country === null ? null : { street, postcode, city, country }
    return { name: nameOf(payer), iban, country, address }
  }
}

export type MadeRun = { run: string; kind: RunKind; file: string; file_hash: string; items: RunItem[]; left: Plan }

/** `items`: what was shown, and nothing else; null: whatever is due. */
export async function makeRun(
  parts: BankParts,
  order: { issuer: string; kind: RunKind; items: readonly string[] | null; by: string },
): Promise<Outcome<MadeRun>> {
  const { issuer, kind, by } = order
  const outcome = await act<MadeRun>(parts, async state => {
    const plan = narrowed(await planOn(parts, state, issuer, kind), order.items)
    if (plan.refusal !== null) return plan.refusal
    const file = await write(parts, state, issuer, plan)
    const flaws = parts.files.flawsOf(file)
    if (flaws.length > 0) return said('bank-file-flawed', { flaws: flaws.join('; ') })
    const items = itemsOf(plan, state)
    const file_hash = bytesToHex(sha256(utf8ToBytes(file)))
    const { debit_format, refund_format } = collectingOf(state.directory, issuer)
    const format = kind === 'debit' ? debit_format : refund_format
    const entry: RunEntry = {
      ...{ type: 'run', issuer, run: plan.run, kind, format, date: state.today, items, file_hash, by },
    }
    // Before the entry: a crash in between leaves a file nobody asked the bank with, never an entry without its file
    await parts.ledger.putBankFile(issuer, plan.run, file)
    return { entries: [entry], result: { run: plan.run, kind, file, file_hash, items, left: plan } }
  })
  return outcome
}

function narrowed(plan: Plan, items: readonly string[] | null): Plan {
  if (items === null) return plan
  const wanted = new Set(items)
  const only = <L extends { document: string }>(lines: L[]): L[] => lines.filter(line => wanted.has(line.document))
  const debits = plan.debits === null ? null : { ...plan.debits, lines: only(plan.debits.lines) }
  const refunds = plan.refunds === null ? null : { ...plan.refunds, lines: only(plan.refunds.lines) }
  const count = (debits?.lines ?? refunds?.lines ?? []).length
  return { ...plan, debits, refunds, refusal: plan.refusal ?? (count === 0 ? said('nothing-to-collect') : null) }
}

const itemsOf = (plan: Plan, state: BankState): RunItem[] => [
  ...(plan.debits?.lines ?? []).map(({ document, payer, cents, date, debit }) => ({
    document,
    payer,
    cents,
    date,
    debit,
  })),
  ...(plan.refunds?.lines ?? []).map(({ document, payer, cents }) => ({
    ...{ document, payer, cents, date: refundDay(state), debit: null },
  })),
]
const refundDay = (state: BankState): string => addTargetDays(state.today, 1)

async function write(parts: BankParts, state: BankState, issuer: string, plan: Plan): Promise<string> {
  const bank = (await parts.ledger.banks()).find(one => one.issuer === issuer)
  const name = state.directory.issuers.get(issuer)?.name ?? issuer
  const account = { name, iban: bank?.iban ?? '', bic: bank?.bic ?? null }
  const { debit_format, refund_format } = collectingOf(state.directory, issuer)
  const created = localDateTime(parts.now_ms(), state.directory.site?.timezone ?? 'UTC')
  if (plan.debits !== null) {
    const creditor = { ...account, creditor_id: bank?.sepa_creditor_id ?? '' }
    return parts.files.writeDebits({
      ...{ run: plan.run, format: debit_format, created, creditor, groups: groupsOf(plan.debits.lines) },
    })
  }
  const lines = plan.refunds?.lines ?? []
  return parts.files.writeRefunds({
    ...{ run: plan.run, format: refund_format, created, date: refundDay(state), debtor: account, lines },
  })
}

const localDateTime = (at_ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at_ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })

/** The very bytes that were made, held against the hash in the journal. */
export async function runFile(parts: BankParts, issuer: string, run: string): Promise<{ xml: string } | Said> {
  const { runs } = await stateNow(parts)
  const made = runs.find(one => one.issuer === issuer && one.run === run)
  const xml = made === undefined ? null : await parts.ledger.bankFile(issuer, run)
  if (made === undefined || xml === null) return said('no-run', { id: run })
  return bytesToHex(sha256(utf8ToBytes(xml))) === made.file_hash ? { xml } : said('run-file-changed')
}

/** It never went to the bank: only while no money has moved on it. */
export const cancelRun = (
  parts: BankParts,
  { issuer, run, by }: { issuer: string; run: string; by: string },
): Promise<Outcome<string>> =>
  act(parts, state => {
    const made = state.runs.find(one => one.issuer === issuer && one.run === run)
    if (made === undefined) return said('no-run', { id: run })
    if (made.cancelled) return said('run-cancelled-already')
    if (made.items.some(item => item.payment !== null)) return said('run-moved-money')
    return { entries: [{ type: 'run-cancelled', issuer, run, date: state.today, by }], result: run }
  })

export type DropOrder = { issuer: string; document: string; reason: string; by: string }
/** The bank refused one debit before any money moved. */
export const dropItem = (parts: BankParts, { issuer, document, reason, by }: DropOrder): Promise<Outcome<string>> =>
  act(parts, state => {
    const run = state.runs.findLast(
      one => one.issuer === issuer && one.items.some(item => item.document === document && item.state === 'sent'),
    )
    if (run === undefined) return said('item-not-with-the-bank', { document })
    if (!isReasonCode(reason)) return said('no-such-reason', { reason })
    const entry = {
      type: 'dropped' as const,
      issuer,
      run: run.run,
      document,
      date: state.today,
      reason,
      line: null,
      by,
    }
    return { entries: [entry], result: document }
  })
