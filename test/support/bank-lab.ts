/** A real ledger with an issued October: three members under mandate, one who pays by transfer. For tests of the bank desk. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issue } from '#server/accounts/issue.ts'
import { type Bank, createBank } from '#server/bank/desk.ts'
import { bankFiles } from '#server/bank-files.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { CollectingFacts } from '#server/domain/accounting/payment-settings.ts'
import type { MailSettings } from '#server/domain/mail/types.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { billedFacts, contactOf, INVOICING, ISSUER, NOVEMBER_MS, OCTOBER, partsOf, prepare } from './invoice-lab.ts'
import { temporaryDirectory } from './ledger-lab.ts'

export const CREDITOR_IBAN = 'FR7630006000011234567890189'
export const IBANS = ['FR1420041010050500013M02606', 'BE68539007547034', 'DE89370400440532013000'] as const
const MEMBERS = 4

export type BankLab = {
  ledger: Ledger
  bank: Bank
  /** in the order of their numbers; the last one is paid by transfer */
  documents: AccountingDocument[]
  /** noon of that day, from here on */
  at(day: string): void
  now_ms(): number
  close(): Promise<void>
}

/** Closed, a ledger is one file: made once, then copied for each test. */
let made: Promise<{ bytes: Buffer; documents: AccountingDocument[] }> | null = null

async function make(): Promise<{ bytes: Buffer; documents: AccountingDocument[] }> {
  const directory = temporaryDirectory()
  const file = join(directory, 'navette.sqlite')
  const issuer = { ...ISSUER, invoicing: { ...INVOICING, collect: 'debit' as const } }
  await prepare(file, MEMBERS, { ...billedFacts(MEMBERS), issuers: [issuer] })
  const ledger = await openLedger({ file })
  await ledger.putBanks([{ issuer: 'fab', iban: CREDITOR_IBAN, bic: 'AGRIFRPP', sepa_creditor_id: 'FR72ZZZ123456' }])
  await ledger.putContacts(
    IBANS.map((iban, i) => ({
      ...contactOf(`m0${i + 1}`),
      ...{ iban, mandate: `GO-${i + 1}`, mandate_signed: '2026-01-15' },
    })),
  )
  const outcome = await issue(await partsOf(ledger), { period: OCTOBER, by: 'tresor', keys: null, drafts_hash: null })
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome))
  await ledger.close()
  const bytes = readFileSync(file)
  rmSync(directory, { recursive: true, force: true })
  return { bytes, documents: outcome.documents }
}

export type BankLabOptions = {
  /** what the issuer says of how it collects and reminds */
  collecting?: Partial<CollectingFacts>
  mail?: MailSettings
}
const NO_MAIL: MailSettings = { relay: false, from: null, copy_to: null }

export async function openBankLab({ collecting, mail = NO_MAIL }: BankLabOptions = {}): Promise<BankLab> {
  made ??= make()
  const { bytes, documents } = await made
  const path = temporaryDirectory()
  const file = join(path, 'navette.sqlite')
  writeFileSync(file, bytes)
  const ledger = await openLedger({ file })
  let now_ms = NOVEMBER_MS
  const { directory } = await ledger.present()
  const issuers = new Map(
    [...directory.issuers].map(([id, one]) => [id, { ...one, ...(collecting && { collecting }) }]),
  )
  return {
    ledger,
    bank: createBank({
      ledger,
      files: bankFiles,
      directory: () => ({ ...directory, issuers }),
      now_ms: () => now_ms,
      mail,
    }),
    documents,
    now_ms: () => now_ms,
    at: day => {
      now_ms = Date.parse(`${day}T12:00:00Z`)
    },
    close: async () => {
      await ledger.close()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** A statement of that account: lines of cents, text, and what camt.053 may add. */
export const camtOf = (entries: readonly { cents: number; date: string; ref: string; inner: string }[]): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt>
<Id>S</Id><Acct><Id><IBAN>${CREDITOR_IBAN}</IBAN></Id></Acct>${entries.map(entryOf).join('')}</Stmt></BkToCstmrStmt></Document>`)

const entryOf = ({ cents, date, ref, inner }: { cents: number; date: string; ref: string; inner: string }): string =>
  `<Ntry><Amt Ccy="EUR">${(Math.abs(cents) / 100).toFixed(2)}</Amt><CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${date}</Dt></BookgDt><AcctSvcrRef>${ref}</AcctSvcrRef>
<NtryDtls><TxDtls>${inner}</TxDtls></NtryDtls></Ntry>`
