import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { canonical } from '#server/domain/canonical.ts'
import { FOLD_EDITION } from '#server/domain/metering/edition.ts'
import type { StationState } from '#server/domain/metering/station.ts'
import type { StationMessage } from '#server/domain/metering/types.ts'
import {
  AWA_BADGE,
  badge,
  emptyGroup,
  hello,
  LedgerLab,
  MONDAY_MS,
  type Said,
  sample,
  tellAMorning,
  temporaryDirectory,
} from '#test/support/ledger-lab.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { REPLAY_CORE } from './verify/core.ts'
import { verify } from './verify/verify.ts'

const JANUARY_MS = Date.UTC(2027, 0, 6)
const MONTHS = 3

let lab: LedgerLab
let file: string
beforeEach(async () => {
  lab = await LedgerLab.open()
  await tellAMorning(lab)
  // Somebody is at work when the program is replaced.
  await lab.say('s1', [{ type: 'button', up_ms: 59_000, action: 'start-confirm' }, badge(60_000, AWA_BADGE)])
  await lab.say('s1', [sample(61_000, 1_030, 28_000)])
})
afterEach(() => lab.close())

/** As a program left it whose fold counted a second more, and knew of no edition. */
function writtenByAnOlderFold(): void {
  const directory = temporaryDirectory()
  onTestFinished(() => rmSync(directory, { recursive: true }))
  file = join(directory, 'navette.sqlite')
  const original = new Database(lab.file)
  original.pragma('wal_checkpoint(TRUNCATE)')
  original.close()
  copyFileSync(lab.file, file)
  run('UPDATE session SET running_ms = running_ms + 1000 WHERE ended_n IS NOT NULL')
  run("DELETE FROM setting WHERE key = 'fold_edition'")
}

function run(statement: string): void {
  const db = new Database(file)
  expect(db.prepare(statement).run().changes).toBeGreaterThan(0)
  db.close()
}

const verified = () => {
  const db = new Database(file, { readonly: true })
  const report = verify(db, REPLAY_CORE)
  db.close()
  return report
}
const count = (where: string): number => {
  const db = new Database(file, { readonly: true })
  const found = db.prepare<[], number>(`SELECT count(*) FROM journal WHERE ${where}`).pluck().get()
  db.close()
  return found ?? 0
}
const sessions = () => {
  const db = new Database(file, { readonly: true })
  const rows = db.prepare('SELECT * FROM session ORDER BY started_n').all()
  db.close()
  return rows
}

/** What s1 says next, folded on what the ledger loads. */
async function foldOn(ledger: Ledger, messages: Said[]): Promise<void> {
  const { head, directory, states } = await ledger.load()
  const group = emptyGroup(head)
  let state = JSON.parse(states.get('s1') ?? '{}') as StationState
  for (const said of messages) {
    const seq = state.seq + 1
    const message = { ...said, boot: 1, seq, at_ms: MONDAY_MS + said.up_ms } as StationMessage
    const entry = { kind: 'up', station: 's1', epoch: 1, disposition: 'folded', received_at_ms: MONDAY_MS } as const
    const folded = REPLAY_CORE.fold(state, { ...entry, message }, { directory })
    state = folded.state
    for (const effect of folded.effects) group.effects.push({ entry: group.journal.length, station: 's1', effect })
    const { at_ms, at_order } = folded
    group.journal.push({ ...entry, type: said.type, boot: 1, seq, at_ms, at_order, payload: canonical(message) })
  }
  await ledger.commit({ ...group, states: [{ station: 's1', state: JSON.stringify(state) }] })
}

describe('a ledger of an older edition of the fold', () => {
  beforeEach(writtenByAnOlderFold)

  it('is not compared with what this one would have counted', () => {
    expect(verified().problems).toEqual([expect.stringContaining('edition 0 of the fold counts here')])
  })

  it('is taken over as it was counted, once, and goes on in order', async () => {
    const before = sessions()
    await (await openLedger({ file, role: 'serve' })).close()
    expect(sessions()).toEqual(before)
    expect(verified()).toMatchObject({ ok: true, problems: [], messages: 48, sessions: 3 })

    const again = await openLedger({ file, role: 'serve' })
    await foldOn(again, [sample(90_000, 90, 40_000), badge(95_000, AWA_BADGE)])
    expect(await again.verify()).toMatchObject({ ok: true, problems: [], messages: 50, sessions: 3 })
    await again.close()
    expect(count("kind = 'checkpoint' AND type = 'edition'")).toBe(1)
  })

  it('is guarded from then on: what was counted before cannot be changed unseen', async () => {
    await (await openLedger({ file })).close()
    run('UPDATE session SET running_ms = running_ms - 1 WHERE ended_n IS NOT NULL')
    expect(verified().problems).toEqual([expect.stringContaining('session: what journal 1 to')])
  })

  it('is left alone by a command while a server is at work on it', async () => {
    const { acquireServeLock } = await import('./lock.ts')
    const lock = acquireServeLock(file)
    await (await openLedger({ file })).close()
    expect(count("kind = 'checkpoint'")).toBe(0)
    lock.release()
    await (await openLedger({ file })).close()
    expect(count("kind = 'checkpoint'")).toBe(1)
  })

  it('keeps no message longer for it', async () => {
    const ledger = await openLedger({ file, now_ms: () => JANUARY_MS })
    const { checkpoint_n, dropped, kept } = await ledger.expire(MONTHS, JANUARY_MS)
    expect([checkpoint_n, dropped + kept]).toEqual([null, 48])
    expect(dropped).toBeGreaterThan(0)
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [] })
    await ledger.close()
  })

  it('and drops none before its time', async () => {
    const ledger = await openLedger({ file, now_ms: () => MONDAY_MS + 3_600_000 })
    expect(await ledger.expire(MONTHS, MONDAY_MS + 7_200_000)).toMatchObject({ up_to_n: 0, dropped: 0 })
    await ledger.close()
  })
})

/** Where this fails, the fold makes other rows of the same journal than before: raise FOLD_EDITION, then say here what it makes now. */
it('makes of this day what its edition makes of it', async () => {
  const rms: Said[] = [hello(100_000, 3), { type: 'button', up_ms: 100_500, boot: 3, action: 'start-confirm' }]
  rms.push(badge(101_000, 'c'.repeat(64), 3))
  const { running_ms: _running, energy_Wh: _energy, ...plain } = sample(0, 0, 0, 3) as Extract<Said, { type: 'sample' }>
  for (const [i, current_mA] of [90, 700, 1_030, 2_400, 300, 90, 91, 90].entries())
    rms.push({ ...plain, up_ms: 102_000 + i * (i > 4 ? 20_000 : 1_000), current_mA })
  rms.push(badge(260_000, 'c'.repeat(64), 3))
  await lab.say('s2', rms)
  const { ledger_hash, ok } = await lab.ledger.verify()
  expect({ ok, edition: FOLD_EDITION, ledger_hash }).toEqual({
    ok: true,
    edition: 1,
    ledger_hash: '66469f1e0cac0ad60ccd8e7c8faaae41ebb1529df78d2f46aebcca9a68cf1f40',
  })
})
