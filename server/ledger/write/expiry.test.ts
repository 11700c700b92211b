import { copyFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closePeriod } from '#server/books/close.ts'
import type { StationMessage } from '#server/domain/metering/types.ts'
import {
  AWA_BADGE,
  badge,
  hello,
  LedgerLab,
  sample,
  tellAMorning,
  temporaryDirectory,
} from '#test/support/ledger-lab.ts'
import { REPLAY_CORE } from '../verify/core.ts'
import { verify } from '../verify/verify.ts'

/** The morning is of 5 October 2026. */
const NOVEMBER_MS = Date.UTC(2026, 10, 3)
const JANUARY_MS = Date.UTC(2027, 0, 6)
const MARCH_MS = Date.UTC(2027, 2, 1)
const MONTHS = 3
const MESSAGES = 45

let lab: LedgerLab
async function aMorning(): Promise<void> {
  lab = await LedgerLab.open()
  await tellAMorning(lab)
}
const closeLab = (): Promise<void> => lab.close()

async function closeOctober(): Promise<void> {
  const { directory, head } = await lab.ledger.present()
  const rules = { directory: () => directory, directory_n: () => head }
  const parts = { ledger: lab.ledger, ...rules, openSessions: () => [], now_ms: () => NOVEMBER_MS }
  const closed = await closePeriod(parts, { period: '2026-10', by: 'tresor', statement_hash: null })
  expect(closed.kind).toBe('closed')
}

const read = <T>(sql: string): T[] => {
  const db = new Database(lab.file, { readonly: true })
  const rows = db.prepare<[], T>(sql).all()
  db.close()
  return rows
}

/** What a replay says of a copy somebody has been at. */
function tampered(statement: string): string {
  const directory = temporaryDirectory()
  const file = join(directory, 'navette.sqlite')
  const original = new Database(lab.file)
  original.pragma('wal_checkpoint(TRUNCATE)')
  original.close()
  copyFileSync(lab.file, file)
  const copy = new Database(file)
  expect(copy.prepare(statement).run().changes).toBeGreaterThan(0)
  const { problems } = verify(copy, REPLAY_CORE)
  copy.close()
  rmSync(dirname(file), { recursive: true })
  return problems.join('\n')
}

describe('what may go', () => {
  beforeEach(aMorning)
  afterEach(closeLab)

  it('is nothing before its months have passed', async () => {
    const { head } = await lab.ledger.present()
    expect(await lab.ledger.expire(MONTHS, NOVEMBER_MS)).toEqual({
      checkpoint_n: null,
      up_to_n: 0,
      dropped: 0,
      kept: 0,
    })
    expect((await lab.ledger.present()).head).toBe(head)
  })

  it('leaves the evidence of sessions whose month is open', async () => {
    const { dropped, kept } = await lab.ledger.expire(MONTHS, JANUARY_MS)
    expect(dropped + kept).toBe(MESSAGES)
    const [session] = (await lab.ledger.sessions({ limit: 1, cursor: null, member: 'awa' })).items
    const evidence = await lab.ledger.evidence(session?.id ?? '', 100, null)
    expect(evidence?.page.items.length).toBeGreaterThan(30)
    expect(evidence?.page.items.every(entry => entry.payload !== '')).toBe(true)
    // The stranger's badge, and what the other machine did without anybody.
    expect(dropped).toBeGreaterThan(0)
    expect(read("SELECT * FROM journal WHERE payload LIKE '%bbbbbbbb%'")).toEqual([])
    expect(read("SELECT * FROM verdict WHERE value LIKE '%unknown-badge%'")).toEqual([])
    const { items } = await lab.ledger.alerts({ limit: 50, cursor: null })
    expect(items.map(({ code }) => code)).toContain('unknown-badge')
  })

  it('is not the sample that a session’s first difference is taken from, whatever came late beside it', async () => {
    const boot = 9
    const confirm = { type: 'button', boot, up_ms: 201_200, action: 'start-confirm' } as const
    await lab.say('s2', [hello(200_000, boot), { ...sample(201_000, 90, 0, boot), seq: 2 }])
    await lab.late('s2', { ...sample(200_500, 90, 0, boot), boot, seq: 1, at_ms: null } as StationMessage)
    await lab.say('s2', [confirm, badge(201_500, AWA_BADGE, boot), sample(202_500, 1_030, 900, boot)])
    await lab.say('s2', [badge(204_000, AWA_BADGE, boot)])
    const newest = (await lab.ledger.sessions({ limit: 1, cursor: null, machine: 'm2' })).items[0]
    const first = async () => (await lab.ledger.evidence(newest?.id ?? '', 100, null))?.page.items[0]
    expect(await first()).toMatchObject({ type: 'sample', seq: 2 })
    await lab.ledger.expire(MONTHS, JANUARY_MS)
    expect((await first())?.payload).toContain('"up_ms":201000')
  })

  it('is evidence too, three months after the contest window of its month', async () => {
    await closeOctober()
    expect((await lab.ledger.expire(MONTHS, JANUARY_MS)).kept).toBeGreaterThan(0)
    const { dropped, kept, checkpoint_n } = await lab.ledger.expire(MONTHS, MARCH_MS)
    expect(dropped).toBeGreaterThan(0)
    // Bilal's session was still open when his machine lost its power, and ended then.
    expect([kept, checkpoint_n === null]).toEqual([0, false])
    expect(read("SELECT * FROM journal WHERE kind = 'up' AND (payload <> '' OR length(salt) > 0)")).toEqual([])
    const [session] = (await lab.ledger.sessions({ limit: 1, cursor: null })).items
    expect(await lab.ledger.registers(session?.id ?? '')).toEqual([])
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [], messages: MESSAGES, sessions: 2 })
  })
})

describe('afterwards', () => {
  beforeAll(async () => {
    await aMorning()
    await closeOctober()
    await lab.say('s1', [{ type: 'button', up_ms: 59_000, action: 'start-confirm' }, badge(60_000, AWA_BADGE)])
    await lab.say('s1', [sample(61_000, 1_030, 28_000)])
    await lab.ledger.expire(MONTHS, MARCH_MS)
  })
  afterAll(closeLab)

  it.each([
    ['UPDATE session SET running_ms = running_ms + 1 WHERE running_ms > 20000', 'session: what journal 1 to'],
    ['DELETE FROM gap', 'gap: what journal 1 to'],
    ['UPDATE journal SET at_ms = at_ms + 1 WHERE n = 20', 'journal: what journal 1 to'],
    ['UPDATE journal SET received_at_ms = 0 WHERE n = 20', 'journal 20: the chain is broken'],
    ["UPDATE journal SET payload = replace(payload, '1030', '1031') WHERE kind = 'checkpoint'", 'the payload is not'],
    ["UPDATE journal SET payload = '', salt = x'' WHERE kind = 'directory'", 'the payload is not'],
    ["DELETE FROM journal WHERE kind = 'checkpoint'", 'no checkpoint stands for it'],
    ["UPDATE station_state SET state = '{}' WHERE station = 's2'", 'station_state s2: differs'],
    ['DELETE FROM session WHERE ended_n IS NULL', 'the checkpoint names it, but it is missing'],
    ["UPDATE setting SET value = '3' WHERE key = 'states_n'", 'a start would fold from journal 4, which has expired'],
  ])('verify finds and names: %s', (statement, named) => {
    expect(tampered(statement)).toContain(named)
  })

  it('a start has every state, and nothing to fold', async () => {
    const { states, unwritten } = await lab.ledger.load()
    expect([[...states.keys()].sort(), unwritten]).toEqual([['s1', 's2'], new Map()])
  })

  it('the same message again is a duplicate still', async () => {
    expect(await lab.ledger.lookup({ station: 's1', epoch: 1, boot: 1, seq: 3 }, '{}')).toBe('same')
  })

  it('verify replays from the checkpoint, through a session that was open there', async () => {
    await lab.say('s1', [sample(90_000, 90, 40_000), badge(95_000, AWA_BADGE)])
    await lab.say('s2', [hello(20_000, 3)])
    const counts = { messages: MESSAGES + 6, sessions: 3, late: 1, gaps: 1 }
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [], ...counts })
    expect(await lab.ledger.counts()).toMatchObject(counts)
  })

  it('evidence that was kept goes once it may, behind the same checkpoint', async () => {
    expect(await lab.ledger.expire(MONTHS, MARCH_MS)).toMatchObject({ checkpoint_n: null, dropped: 3, kept: 0 })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })
})

it('drops nothing where the ledger is not in order', async () => {
  await aMorning()
  const db = new Database(lab.file)
  db.exec('UPDATE session SET running_ms = running_ms + 1')
  db.close()
  await expect(lab.ledger.expire(MONTHS, JANUARY_MS)).rejects.toMatchObject({ kind: 'refused' })
  expect(read("SELECT * FROM journal WHERE payload = ''")).toEqual([])
  await lab.close()
})
