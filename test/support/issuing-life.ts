/**
 * One life of a process that issues, mails and writes files, as a treasurer's evening goes: whatever an earlier life left undone is
 * found in the books and done. `at` is told before each step, so that a test may end the life there.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { draftsOf } from '#server/accounts/drafts.ts'
import { issueDrafts } from '#server/accounts/issue.ts'
import { sendingRounds } from '#server/billing/mail/sender.ts'
import type { Transport } from '#server/billing/mail/transport.ts'
import { sendDocuments } from '#server/bookkeeping/mail.ts'
import { booksFiles } from '#server/books-files.ts'
import { type Disk, realDisk, writeWhole } from '#server/cli/whole-file.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Draft } from '#server/domain/accounting/draft.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { NOVEMBER_MS, OCTOBER, partsOf } from './invoice-lab.ts'
import { SILENT } from './mail-lab.ts'

/** Where a life may end: before each of these, or while it is under way. */
export const STEPS = ['issue', 'enqueue', 'claim', 'send', 'record', 'write', 'rename', 'checkpoint'] as const
export type Step = (typeof STEPS)[number]

export type Life = {
  ledger: Ledger
  /** the same file, for checkpoints */
  beside: Database.Database
  transport: Transport
  /** where the files of documents are written */
  out: string
  at(step: Step): void | Promise<void>
  /** how many documents go out before the mails are worked off */
  batch(): number
  /** documents that are out for certain */
  said(documents: readonly AccountingDocument[]): void
}

export const SENDER = 'fabrique@example.org'
const by = 'tresor'
/** A drawn page takes too long for a thousand: what is tried here is how it is written. */
export const bytesOf = (document: AccountingDocument): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(document).repeat(20))
const pathOf = (out: string, number: string): string => join(out, `${number}.pdf`)

export type Open = { parts: Awaited<ReturnType<typeof partsOf>>; drafts: readonly Draft[] }
export async function openBooks(ledger: Ledger): Promise<Open> {
  const parts = await partsOf(ledger)
  const made = await draftsOf(parts, OCTOBER)
  if (made.kind !== 'drafts') throw new Error(JSON.stringify(made))
  return { parts, drafts: made.drafts }
}

/** Issues one batch of what is left and does everything that follows from what is out. False: nothing was left to do. */
export async function evening(life: Life, books: Open): Promise<boolean> {
  const { ledger, at } = life
  const out = new Set((await ledger.issuedUnder(books.drafts.map(({ key }) => key))).map(({ draft }) => draft))
  const left = books.drafts.filter(({ key }) => !out.has(key)).slice(0, life.batch())
  await at('issue')
  const order = { by, directory_n: books.parts.directory_n(), accounts_n: await ledger.accountsHead() }
  const issued = await issueDrafts({ ...books.parts, ledger }, left, order)
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
  life.said(issued.documents)
  await at('enqueue')
  const mail = { relay: true, from: SENDER, copy_to: null }
  const post = { ledger, files: booksFiles, mail, directory: books.parts.directory, now_ms: () => NOVEMBER_MS }
  const numbers = unmailed(life.beside)
  if (numbers.length > 0) await sendDocuments(post, { period: OCTOBER, numbers, issuer: null })
  await mails(life)
  const written = await files(life)
  await at('checkpoint')
  life.beside.pragma('wal_checkpoint(TRUNCATE)')
  return issued.documents.length > 0 || written > 0
}

/** What is out and was not mailed, by this life or an earlier one. */
const unmailed = (db: Database.Database): string[] =>
  db.prepare<[], string>('SELECT number FROM document WHERE number NOT IN (SELECT about FROM mail)').pluck().all()

async function mails({ ledger, transport, at }: Life): Promise<void> {
  const round = sendingRounds({
    queue: {
      recoverMails: now_ms => ledger.recoverMails(now_ms),
      async claimMail(now_ms) {
        await at('claim')
        return ledger.claimMail(now_ms)
      },
      async recordMail(id, change) {
        await at('record')
        await ledger.recordMail(id, change)
      },
    },
    transport: {
      async send(letter) {
        await at('send')
        return transport.send(letter)
      },
    },
    files: async () => [],
    clock: { now_ms: () => NOVEMBER_MS },
    log: SILENT,
  })
  while ((await round()) !== null);
}

async function files({ ledger, beside, out, at }: Life): Promise<number> {
  let written = 0
  const disk: Disk = {
    write(path, bytes) {
      const half = bytes.subarray(0, bytes.length / 2)
      realDisk.write(path, half)
      void at('write')
      realDisk.write(path, bytes)
    },
    rename(from, to) {
      void at('rename')
      realDisk.rename(from, to)
    },
  }
  for (const number of beside.prepare<[], string>('SELECT number FROM document').pluck().all()) {
    if (existsSync(pathOf(out, number))) continue
    const document = await ledger.document(number)
    if (document === null) throw new Error(`${number} is gone`)
    writeWhole(pathOf(out, number), bytesOf(document), disk)
    written += 1
  }
  return written
}

export const filesIn = (out: string): string[] => readdirSync(out).sort()
