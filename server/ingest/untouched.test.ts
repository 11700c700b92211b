/** Taking somebody out rests on what was read before: whatever of theirs came after it, on disk or not, and nothing is written. */
import { beforeEach, expect, test } from 'vitest'
import type { MemoryLedger } from '#test/support/memory-ledger.ts'
import { quietIngest } from '#test/support/quiet-ingest.ts'
import { badge, hello } from '#test/support/uplink-lab.ts'
import type { Ingest } from './ingest.ts'

const NOW_MS = Date.parse('2026-11-20T10:00:00Z')
const TOUCHED = { kind: 'conflict', said: { code: 'erase-touched', params: { member: 'awa' } } }
let ledger: MemoryLedger
let ingest: Ingest

beforeEach(async () => {
  ;({ ledger, ingest } = await quietIngest(['s1'], NOW_MS))
  return () => ingest.stop()
})

const erase = (as_of_n: number): Promise<void> =>
  ingest.act({
    entry: { type: 'member-erased', member: 'awa', by: 'lea', at_ms: NOW_MS },
    untouched: { member: 'awa', as_of_n },
  })
const say = (type: string, value: object): Promise<void> =>
  new Promise((resolve, reject) => {
    const payload = Buffer.from(JSON.stringify(value))
    ingest.accept({ principal: 'lab.s1', station: 's1', type, qos: 1, payload }, error =>
      error === undefined ? resolve() : reject(error),
    )
  })
const erased = (): boolean => ledger.journal.some(({ type }) => type === 'member-erased')

test('nobody is taken out who has just badged, though nothing of it is on disk yet', async () => {
  const as_of_n = ingest.head()
  const said = [say('hello', hello()), say('badge', badge(1))]
  await expect(erase(as_of_n)).rejects.toMatchObject(TOUCHED)
  await Promise.all(said)
  expect(erased()).toBe(false)
  await erase(ingest.head())
  expect(erased()).toBe(true)
})

test('nor whose session, payment or month reached the disk after it was asked', async () => {
  const as_of_n = ingest.head()
  await say('hello', hello())
  ledger.touched.set('awa', ingest.head())
  await expect(erase(as_of_n)).rejects.toMatchObject(TOUCHED)
  expect(erased()).toBe(false)
  await erase(ingest.head())
  expect(erased()).toBe(true)
})
