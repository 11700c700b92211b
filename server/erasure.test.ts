/** What holds an erasure back, over a real ledger: a month that is closed and not issued, invoices that are not paid, a file at the bank. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { draftsOf } from '#server/accounts/drafts.ts'
import { createBank } from '#server/bank/desk.ts'
import { bankFiles } from '#server/bank-files.ts'
import { closeContext, monthNow } from '#server/books/month.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { type BankLab, openBankLab } from '#test/support/bank-lab.ts'
import { NOVEMBER_MS, OCTOBER, partsOf, prepare } from '#test/support/invoice-lab.ts'
import { temporaryDirectory } from '#test/support/ledger-lab.ts'
import { erasureHeldBack } from './erasure.ts'

const ended: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

async function held(ledger: Ledger, member: string, now_ms = NOVEMBER_MS) {
  const parts = await partsOf(ledger, now_ms)
  const books = { ...parts, openSessions: () => [], ledger }
  const mail = { relay: false, from: null, copy_to: null }
  const heldBack = await erasureHeldBack(
    {
      ...{ directory: parts.directory(), now_ms, openSessions: [{ machine: 'juki-1', member: 'm09' }] },
      books: { context: () => closeContext(books), now: period => monthNow(books, period) },
      accounts: {
        months: async () => (await ledger.closings()).map(({ period }) => period).toReversed(),
        drafts: (period, of) => draftsOf(parts, period, of),
      },
      bank: createBank({ ...parts, ledger, files: bankFiles, mail }),
    },
    member,
  )
  return heldBack.map(({ code, params }) => [code, params])
}

async function closedAndNotIssued(): Promise<Ledger> {
  const directory = temporaryDirectory()
  const file = join(directory, 'navette.sqlite')
  await prepare(file, 2)
  const ledger = await openLedger({ file })
  ended.push(
    () => ledger.close(),
    () => rmSync(directory, { recursive: true }),
  )
  return ledger
}

async function lab(): Promise<BankLab> {
  const opened = await openBankLab()
  ended.push(() => opened.close())
  return opened
}

describe('what holds an erasure back', () => {
  it('is a month that is closed and not invoiced: its invoice needs the name', async () => {
    const ledger = await closedAndNotIssued()
    const cents = expect.any(Number)
    const told = await held(ledger, 'm01')
    expect(told).toContainEqual(['erase-not-invoiced', { period: OCTOBER, cents }])
    expect(told.map(([code]) => code)).not.toContain('erase-unpaid')
    expect(await held(ledger, 'm02')).toContainEqual(['erase-not-invoiced', { period: OCTOBER, cents }])
  })

  it('is nothing for somebody who owes nothing, unless a session of theirs is open', async () => {
    const ledger = await closedAndNotIssued()
    expect(await held(ledger, 'nobody')).toEqual([])
    expect(await held(ledger, 'm09')).toEqual([['erase-session-open', { machine: 'juki-1' }]])
  })

  it('is an invoice that is not paid, and nothing of it once it is', async () => {
    const { ledger, bank, documents, at } = await lab()
    const last = documents.at(-1)
    if (last === undefined) throw new Error('the lab has issued')
    const { id } = last.buyer.payer
    expect(await held(ledger, id)).toContainEqual(['erase-unpaid', { issuer: 'fab', cents: last.gross_cents }])
    at('2026-11-10')
    const payment = { issuer: 'fab', payer: last.buyer.payer, date: '2026-11-10', method: 'transfer' as const }
    await bank.pay({
      ...{ ...payment, amount_cents: last.gross_cents + 500, allocations: null, reference: null },
      ...{ again: false, by: 'tresor' },
    })
    const told = await held(ledger, id)
    expect(told.map(([code]) => code)).not.toContain('erase-unpaid')
    expect(told).toContainEqual(['erase-in-credit', { issuer: 'fab', cents: 500 }])
  })

  it('is what the bank has been asked to collect and has not answered about', async () => {
    const { ledger, bank, documents } = await lab()
    const [first] = documents
    if (first === undefined) throw new Error('the lab has issued')
    const made = await bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'tresor' })
    expect(made.kind).toBe('done')
    const told = await held(ledger, first.buyer.payer.id)
    expect(told).toContainEqual(['erase-collecting', { issuer: 'fab', document: first.number }])
  })
})
