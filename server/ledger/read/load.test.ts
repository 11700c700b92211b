import { copyFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AWA_BADGE, badge, hello, LedgerLab, MONDAY_MS, sample, temporaryDirectory } from '#test/support/ledger-lab.ts'
import { openLedger } from '../ledger.ts'

/** Groups with their states, and the same without any from the badge on: what a server killed there leaves behind. */
let written: LedgerLab
let behind: LedgerLab

async function tell(lab: LedgerLab, stops: boolean): Promise<void> {
  await lab.say('s1', [hello(0), sample(1_000, 90, 0)])
  await lab.say('s2', [hello(0)])
  lab.behind = stops
  await lab.say('s1', [badge(2_000, AWA_BADGE), sample(3_000, 1_030, 1_000)])
  await lab.ledger.appendDirectory([{ type: 'badge-blocked', badge: AWA_BADGE, blocked: true, by: 'chef' }], MONDAY_MS)
  await lab.reloadDirectory()
  await lab.act('s1', { type: 'release', by: 'chef' }, MONDAY_MS + 4_000)
  await lab.say('s1', [{ ...sample(9_000, 90, 1_000), seq: 6 }])
  await lab.late('s1', { type: 'sample', boot: 1, seq: 5, up_ms: 900, at_ms: null, current_mA: 9, relay: true })
}

beforeAll(async () => {
  written = await LedgerLab.open()
  behind = await LedgerLab.open()
  await tell(written, false)
  await tell(behind, true)
})
afterAll(() => Promise.all([written.close(), behind.close()]))

it('folds what state rows miss, each entry under the directory of its own moment', async () => {
  const [whole, folded] = [await written.ledger.load(), await behind.ledger.load()]
  expect(folded.states).toEqual(whole.states)
  expect([folded.head, folded.directory]).toEqual([whole.head, whole.directory])
  // The first badge was granted before it was blocked.
  expect(JSON.parse(folded.states.get('s1') ?? '')).toMatchObject({ session: { member: 'awa' } })
})

it('tells which rows are behind, and since when', async () => {
  expect((await written.ledger.load()).unwritten).toEqual(new Map())
  expect((await behind.ledger.load()).unwritten).toEqual(new Map([['s1', 7]]))
})

it('verify finds rows in order that are behind, and names one that no start would bring up to date', async () => {
  const report = await behind.ledger.verify()
  expect([report.ok, report.problems]).toEqual([true, []])
  const mark = "UPDATE setting SET value = '9' WHERE key = 'states_n'"
  expect((await tampered(mark)).problems).toEqual([
    'station_state s1: misses journal 7, which no start would fold again',
  ])
})

async function tampered(statement: string) {
  const directory = temporaryDirectory()
  const file = join(directory, 'navette.sqlite')
  const original = new Database(behind.file)
  original.pragma('wal_checkpoint(TRUNCATE)')
  original.close()
  copyFileSync(behind.file, file)
  const copy = new Database(file)
  copy.exec(statement)
  copy.close()
  const ledger = await openLedger({ file })
  const report = await ledger.verify()
  await ledger.close()
  rmSync(dirname(file), { recursive: true })
  return report
}

it('gives the directory alone where nothing else was appended', async () => {
  const { head } = await behind.ledger.present()
  expect(await behind.ledger.directoryAfter(head - 1)).toBeNull()
  await behind.ledger.appendDirectory([{ type: 'release', machine: 'm1', by: 'chef', at_ms: MONDAY_MS }], MONDAY_MS)
  expect((await behind.ledger.directoryAfter(head))?.head).toBe(head + 1)
})
