import { copyFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AWA_BADGE,
  badge,
  hello,
  LedgerLab,
  MONDAY_MS,
  sample,
  tellAMorning,
  temporaryDirectory,
} from '#test/support/ledger-lab.ts'
import type { VerifyReport } from '../types.ts'
import { REPLAY_CORE } from './core.ts'
import { verify } from './verify.ts'

let lab: LedgerLab
beforeAll(async () => {
  lab = await LedgerLab.open()
  await tellAMorning(lab)
})
afterAll(() => lab.close())

/** What somebody with the file and an SQLite shell could do, to a copy, and what a replay says about it. */
function verifyTampered(...statements: string[]): VerifyReport {
  const copy = join(temporaryDirectory(), 'tampered.sqlite')
  const original = new Database(lab.file)
  original.pragma('wal_checkpoint(TRUNCATE)')
  original.close()
  copyFileSync(lab.file, copy)
  const db = new Database(copy)
  for (const statement of statements) {
    const before = db.prepare('SELECT total_changes()').pluck().get()
    db.exec(statement)
    expect(db.prepare('SELECT total_changes()').pluck().get()).not.toBe(before)
  }
  const report = verify(db, REPLAY_CORE)
  db.close()
  rmSync(dirname(copy), { recursive: true })
  return report
}

describe('verify', () => {
  it('finds a ledger in order that the real fold wrote', async () => {
    const { chain } = await lab.ledger.head()
    const counts = { messages: 45, quarantined: 0, late: 1, gaps: 1, sessions: 2 }
    expect(await lab.ledger.verify()).toEqual({
      ...{ ...counts, journal_head: chain, ok: true, problems: [] },
      ledger_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await lab.ledger.counts()).toEqual(counts)
  })

  it.each([
    ["UPDATE journal SET payload = replace(payload, '1030', '1031') WHERE n = 10", 'journal 10: the payload'],
    ['UPDATE journal SET salt = zeroblob(16) WHERE n = 10', 'journal 10: the payload'],
    ['UPDATE journal SET payload_hash = zeroblob(32) WHERE n = 10', 'journal 10: the chain is broken'],
    ['UPDATE journal SET chain = zeroblob(32) WHERE n = 10', 'journal 11: the chain is broken'],
    ['UPDATE journal SET received_at_ms = received_at_ms + 1 WHERE n = 10', 'journal 10: the chain is broken'],
    ["UPDATE journal SET disposition = 'folded' WHERE disposition = 'late'", 'journal 48: the chain is broken'],
    ['UPDATE journal SET batch_last_up_ms = 5 WHERE n = 10', 'journal 10: the chain is broken'],
    ['UPDATE journal SET at_ms = at_ms + 1 WHERE n = 10', 'journal 10: at_ms is'],
    ['UPDATE journal SET at_order = 3 WHERE n = 10', 'journal 10: at_order is 3'],
    ['DELETE FROM journal WHERE n = 10', 'journal: entries 10 to 10 are missing'],
    ['DELETE FROM journal WHERE n > 45', 'station_state s2: differs'],
    [
      'UPDATE session SET running_ms = running_ms + 1 WHERE running_ms > 0',
      'running_ms is 27001, by the journal it is 27000',
    ],
    ["UPDATE session SET member = 'bilal' WHERE member = 'awa'", 'member is "bilal"'],
    ["UPDATE session SET event = 'atelier-enfants' WHERE running_ms > 0", 'event is "atelier-enfants"'],
    ["UPDATE session SET profile = 'servo@2' WHERE running_ms > 0", 'profile is "servo@2"'],
    ['UPDATE session SET ended_n = NULL WHERE running_ms > 0', 'ended_n is null'],
    ['DELETE FROM session WHERE running_ms > 0', 'session: the row that journal 7 makes is missing'],
    [
      'CREATE TEMP TABLE forged AS SELECT * FROM session WHERE running_ms > 0; ' +
        "UPDATE forged SET id = 'forged', seq = 99; INSERT INTO session SELECT * FROM forged",
      'session forged: nothing in the journal makes this row',
    ],
    ["UPDATE state_change SET state = 'idle' WHERE state = 'running'", 'state is "idle"'],
    ["DELETE FROM state_change WHERE state = 'running'", 'state_change: the row that journal 8 makes is missing'],
    ['UPDATE fault SET from_at_ms = from_at_ms - 1', 'fault 1: from_at_ms is'],
    ['UPDATE fault SET to_at_ms = NULL', 'fault 1: to_at_ms is null'],
    ['UPDATE gap SET to_seq = to_seq - 1', 'gap 1: to_seq is 38'],
    ['DELETE FROM gap', 'gap: the row that journal 38 makes is missing'],
    ['UPDATE unattributed SET running_ms = 0', 'unattributed 1: running_ms is 0'],
    ["UPDATE verdict SET value = replace(value, 'denied', 'granted') WHERE seq = 2", 'verdict s1/1/1/2: value is'],
    ['DELETE FROM verdict WHERE seq = 3', 'verdict: the row that journal 7 makes is missing'],
    ["UPDATE alert SET code = 'gap'", 'alert 1: code is "gap"'],
    [
      "UPDATE directory SET value = replace(value, 'coop', 'boss') WHERE kind = 'members' AND id = 'awa'",
      'directory members/awa: differs',
    ],
    [
      "DELETE FROM directory WHERE kind = 'members' AND id = 'awa'",
      'directory members/awa: the journal makes this row',
    ],
    ["INSERT INTO directory VALUES ('locks', 'm1', '{}')", 'directory locks/m1: nothing in the journal'],
    ["UPDATE station_state SET state = '{}' WHERE station = 's1'", 'station_state s1: differs'],
    ["DELETE FROM station_state WHERE station = 's1'", 'station_state s1: the journal makes this row'],
    ["UPDATE station_state SET n = 20 WHERE station = 's1'", 'station_state s1: differs'],
    ["UPDATE station_state SET n = 20 WHERE station = 's1'", 'station_state s1: misses journal 21'],
    ["UPDATE station_state SET n = 0 WHERE station = 's1'", 'station_state s1: nothing in the journal'],
  ])('finds and names: %s', (statement, named) => {
    const { ok, problems } = verifyTampered(statement)
    expect(ok).toBe(false)
    expect(problems.join('\n')).toContain(named)
  })

  it('finds a whole chain forged from one entry on, by the tables it did not bring along', () => {
    const { problems } = verifyTampered('DELETE FROM journal WHERE n > 20', 'DELETE FROM station_state')
    expect(problems).toContainEqual(expect.stringMatching(/^fault 1: nothing in the journal makes this row/))
  })

  it('has one hash for the same messages, however they were grouped and interleaved', async () => {
    const together = await LedgerLab.open()
    const apart = await LedgerLab.open()
    const said = [1, 2, 3, 4].map(s => sample(s * 1_000, 1_030, s * 1_000))
    await together.say('s1', said)
    await together.say('s2', said)
    for (const one of said) {
      await apart.say('s2', [one])
      await apart.say('s1', [one])
    }
    const [a, b] = [await together.ledger.verify(), await apart.ledger.verify()]
    expect(a.journal_head).not.toBe(b.journal_head)
    expect([a.ok, b.ok, a.ledger_hash]).toEqual([true, true, b.ledger_hash])
    await apart.say('s1', [sample(5_000, 90, 4_500)])
    await apart.say('s1', [sample(9_000, 90, 4_500)])
    expect((await apart.ledger.verify()).ledger_hash).not.toBe(a.ledger_hash)
    await Promise.all([together.close(), apart.close()])
  })

  it("replays people's acts", async () => {
    const floor = await LedgerLab.open()
    await floor.say('s1', [hello(0), sample(1_000, 90, 0), badge(2_000, AWA_BADGE)])
    await floor.act('s1', { type: 'lockout', by: 'chef', why: 'smells' }, MONDAY_MS + 50_000)
    await floor.act('s1', { type: 'release', by: 'chef' }, MONDAY_MS + 51_000)
    expect(await floor.ledger.verify()).toMatchObject({ ok: true, problems: [], messages: 3, sessions: 1 })
    await floor.close()
  })

  it('says the first hundred problems and how many more there are', () => {
    const { problems } = verifyTampered(
      'UPDATE journal SET chain = zeroblob(32), payload_hash = zeroblob(32), at_ms = 0',
    )
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toMatch(/^and \d+ more$/)
  })
})
