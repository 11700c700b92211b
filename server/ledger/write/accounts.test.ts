/** An entry of the accounts and the letters that go with it: both, or neither. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryDirectory } from '#test/support/ledger-lab.ts'
import { orderOf } from '#test/support/mail-lab.ts'
import { type Connection, openConnection } from '../connection.ts'
import { translating } from '../errors.ts'
import { openLedger } from '../ledger.ts'
import { type AccountsGroup, accountsAppender } from './accounts.ts'

const NOON_MS = Date.UTC(2026, 10, 20, 12)
const group = (accounts_n: number, letter: string): AccountsGroup => ({
  accounts_n,
  entries: [
    {
      ...{ type: 'reminded', issuer: 'fab', payer: { kind: 'member', id: 'awa' }, step: 'friendly' },
      ...{ date: '2026-11-20', documents: ['FAB-2026-0001'], text_hash: 'a'.repeat(64), by: 'tresor' },
    },
  ],
  mails: [orderOf('FAB-2026-0001', { html: letter })],
})
const written = () =>
  ['account', 'mail'].map(table => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get())

let path: string
let db: Connection
beforeEach(async () => {
  path = temporaryDirectory()
  const ledger = await openLedger({ file: join(path, 'navette.sqlite') })
  await ledger.setUp('demo')
  await ledger.close()
  db = openConnection(join(path, 'navette.sqlite'), { readonly: false })
})
afterEach(() => {
  db.close()
  rmSync(path, { recursive: true, force: true })
})

it('are written together, and once', () => {
  const append = accountsAppender(db)
  const { n } = append(group(0, 'Bonjour'), NOON_MS) as { n: number }
  expect(written()).toEqual([1, 1])
  expect(append(group(0, 'Bonjour'), NOON_MS)).toEqual({ kind: 'accounts-moved' })
  expect(append(group(n, 'Bonjour'), NOON_MS)).toMatchObject({ kind: 'booked' })
  expect(written()).toEqual([2, 1])
})

it('are not written at all where the disk has no room for the letter', () => {
  const append = accountsAppender(db)
  const pages = db.pragma('page_count', { simple: true }) as number
  db.pragma(`max_page_count = ${pages + 4}`)
  expect(() => translating(path, () => append(group(0, 'x'.repeat(1_000_000)), NOON_MS))).toThrow(/the disk is full/)
  expect(written()).toEqual([0, 0])
  expect(append(group(0, 'Bonjour'), NOON_MS)).toMatchObject({ kind: 'booked' })
})
