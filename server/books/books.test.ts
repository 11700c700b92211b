/** A month from open to closed on a real ledger, and what happens to it afterwards. */
import { copyFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { REPLAY_CORE } from '#server/ledger/verify/core.ts'
import { verify } from '#server/ledger/verify/verify.ts'
import {
  AWA_BADGE,
  badge,
  FACTS,
  LedgerLab,
  MONDAY_MS,
  sample,
  tellAMorning,
  temporaryDirectory,
} from '#test/support/ledger-lab.ts'
import { said } from '../domain/refusals.ts'
import { closePeriod } from './close.ts'
import { answer, contest } from './contest.ts'
import { monthNow, openMonths } from './month.ts'
import { confirm, declare } from './notebook.ts'
import type { BooksParts } from './ports.ts'
import { settle } from './settle.ts'

const NOVEMBER_MS = Date.UTC(2026, 10, 3)
const OCTOBER = '2026-10'
const HOUR_MS = 3_600_000
const by = 'tresor'
let lab: LedgerLab
const open: LedgerLab[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

type Desk = BooksParts & { clock: { now_ms: number } }

async function october(): Promise<Desk> {
  lab = await LedgerLab.open()
  open.push(lab)
  await tellAMorning(lab)
  return desk(NOVEMBER_MS)
}

async function desk(now_ms: number): Promise<Desk> {
  const { directory, head } = await lab.ledger.load()
  const clock = { now_ms }
  return {
    ...{ ledger: lab.ledger, directory: () => directory, directory_n: () => head, clock },
    ...{ openSessions: () => [], now_ms: () => clock.now_ms },
  }
}

/** Two minutes of work that nobody badged for, an hour after the morning: more than the cooperative bears by itself. */
async function runWithoutBadge(from_s: number): Promise<void> {
  const work = Array.from({ length: 121 }, (_, i) => sample((from_s + i) * 1_000, 1_030, 27_000 + i * 1_000))
  await lab.say('s1', work)
  await lab.say('s1', [sample((from_s + 130) * 1_000, 90, 147_000), sample((from_s + 140) * 1_000, 90, 147_000)])
}

/** Ten seconds of Awa's, granted by the station itself, after the morning. */
async function sessionOffline(): Promise<void> {
  const at = (up_ms: number, verdict: 'granted' | 'ended') => ({
    ...badge(up_ms, AWA_BADGE),
    offline: { verdict, reason: null },
  })
  await lab.say('s1', [at(50_000, 'granted'), sample(51_000, 1_030, 28_000), at(60_000, 'ended')])
}

const close = (parts: BooksParts, period = OCTOBER) => closePeriod(parts, { period, by, statement_hash: null })

describe('closing a month', () => {
  it('keeps what it was closed at, and verify computes it again', async () => {
    const parts = await october()
    const now = await monthNow(parts, OCTOBER)
    expect(now.queue.map(item => [item.kinds, item.small, item.blocks])).toEqual([
      [['incomplete'], true, false],
      [['unattributed'], true, false],
    ])
    const closed = await closePeriod(parts, { period: OCTOBER, by, statement_hash: now.statement_hash })
    expect(closed).toMatchObject({ kind: 'closed', statement: now.statement })
    expect(await lab.ledger.closedStatement(OCTOBER)).toEqual(now.statement)
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it('waits for a decision about what nobody explains, and closes after it', async () => {
    const parts = await october()
    await runWithoutBadge(3_600)
    expect(await close(parts)).toMatchObject({ kind: 'refused', refusal: { kind: 'unsettled' } })
    const run = (await monthNow(parts, OCTOBER)).queue.find(item => item.blocks)?.thing
    expect(run).toMatchObject({ kind: 'run', machine: 'm1', member: null })
    const before = (await monthNow(parts, OCTOBER)).uses.filter(use => use.member === 'awa')
    const wish = { kind: 'assign', member: 'awa' } as const
    const settled = await settle(parts, { period: OCTOBER, by, reason: 'elle l’a dit', wish, items: [run?.ref ?? ''] })
    expect(settled).toMatchObject({ kind: 'settled', left: [] })
    const { statement, uses } = await monthNow(parts, OCTOBER)
    expect(uses.filter(use => use.member === 'awa')).toHaveLength(before.length + 1)
    expect(await close(parts)).toMatchObject({ kind: 'closed', statement })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it('keeps what somebody else decided since the item was read, and tells it', async () => {
    const parts = await october()
    await runWithoutBadge(3_600)
    const run = async () => (await monthNow(parts, OCTOBER)).queue.find(item => item.thing.kind === 'run')
    const items = [(await run())?.thing.ref ?? '']
    const order = { period: OCTOBER, by, items }
    const mine = { ...order, wish: { kind: 'waive' } as const, reason: 'essai', seen_at_ms: null }
    const theirs = {
      ...order,
      wish: { kind: 'assign', member: 'awa' } as const,
      reason: 'c’était elle',
      seen_at_ms: null,
    }
    expect(await settle(parts, mine)).toMatchObject({ kind: 'settled' })
    const objection = said('decided-meanwhile', { reason: 'essai' })
    expect(await settle(parts, theirs)).toEqual({ kind: 'objected', objections: [{ item: items[0], objection }] })
    const first = (await run())?.decided
    expect(first?.decision).toEqual({ kind: 'waive' })
    expect(await settle(parts, { ...theirs, seen_at_ms: first?.at_ms ?? 0 })).toMatchObject({ kind: 'settled' })
    expect((await run())?.decided?.decision).toEqual(theirs.wish)
  })

  it('refuses what is not over, what comes too early in the order, and what is closed already', async () => {
    const parts = await october()
    parts.clock.now_ms = MONDAY_MS
    expect(await close(parts)).toMatchObject({ refusal: { kind: 'not-over' } })
    parts.clock.now_ms = NOVEMBER_MS + 60 * 24 * HOUR_MS
    expect(await close(parts, '2026-11')).toMatchObject({ refusal: { kind: 'out-of-order', first: OCTOBER } })
    expect(await close(parts)).toMatchObject({ kind: 'closed' })
    expect(await close(parts)).toMatchObject({ refusal: { kind: 'already-closed' } })
    expect(await close(parts, '2026-12')).toMatchObject({ refusal: { kind: 'out-of-order', first: '2026-11' } })
    expect(await close(parts, '2026-11')).toMatchObject({ kind: 'closed' })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true })
  })

  it('is computed once for all who look, and again after whatever changes it', async () => {
    const parts = await october()
    let read = 0
    const ledger = new Proxy(parts.ledger, {
      get: (of, name) => {
        if (name === 'monthInputs') read++
        return Reflect.get(of, name).bind(of)
      },
    })
    const rules = { directory: parts.directory(), head: parts.directory_n() }
    const now = openMonths({ ...parts, ledger, directory: () => rules.directory, directory_n: () => rules.head })
    const asComputed = async () => {
      const { statement, statement_hash, queue } = await monthNow(
        { ...parts, directory: () => rules.directory, directory_n: () => rules.head },
        OCTOBER,
      )
      return { statement, statement_hash, queue }
    }
    const looked = async () => {
      read = 0
      const before = [await now(OCTOBER), await now(OCTOBER), await now(OCTOBER)]
      for (const shown of before) expect(shown).toMatchObject(await asComputed())
      return read
    }
    expect(await looked()).toBe(1)
    await runWithoutBadge(3_600)
    expect(await looked()).toBe(1)
    const run = (await now(OCTOBER)).queue.find(item => item.blocks)?.thing.ref ?? ''
    await settle(parts, { period: OCTOBER, by, reason: 'oui', wish: { kind: 'waive' }, items: [run] })
    expect(await looked()).toBe(1)
    await sessionOffline()
    expect(await looked()).toBe(1)
    const machines = FACTS.machines.map(machine => ({ ...machine, name: 'autrement' }))
    await lab.ledger.appendDirectory([{ type: 'import', facts: { ...FACTS, machines } }], NOVEMBER_MS)
    Object.assign(rules, await lab.ledger.load())
    expect(await looked()).toBe(1)
    expect(await looked()).toBe(0)
  })

  it('closes once when two close at once', async () => {
    const parts = await october()
    const outcomes = await Promise.all([close(parts), close(parts), close(parts)])
    expect(outcomes.map(one => one.kind).sort()).toEqual(['closed', 'refused', 'refused'])
    expect(await lab.ledger.closings()).toHaveLength(1)
  })

  it('does not close unseen: what is shown is what is closed', async () => {
    const parts = await october()
    const shown = (await monthNow(parts, OCTOBER)).statement_hash
    await runWithoutBadge(3_600)
    const wish = { kind: 'assign', member: 'awa' } as const
    const run = (await monthNow(parts, OCTOBER)).queue.find(item => item.blocks)?.thing.ref ?? ''
    await settle(parts, { period: OCTOBER, by, reason: 'oui', wish, items: [run] })
    expect(await closePeriod(parts, { period: OCTOBER, by, statement_hash: shown })).toMatchObject({ kind: 'changed' })
    expect(await lab.ledger.closings()).toEqual([])
  })

  it('does not close by rules that somebody has changed since they were read', async () => {
    const stale = await october()
    const rent = { id: 'rent', issuer: 'demo', name: 'Loyer', amount_cents: 120_000, per: 'month' as const }
    const key = { driver: 'running_ms' as const, machines: null, subsidy_cents: 0, normal_capacity_ms: null }
    const facts = { ...FACTS, pools: [{ ...rent, ...key, weights: null }] }
    await lab.ledger.appendDirectory([{ type: 'import', facts }], NOVEMBER_MS)
    expect(await close(stale)).toEqual({ kind: 'busy' })
    const closed = await close(await desk(NOVEMBER_MS))
    expect(closed).toMatchObject({ kind: 'closed', statement: { pools: [{ id: 'rent', shared_cents: 120_000 }] } })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it('writes nothing at all where the transaction is cut in the middle', async () => {
    const parts = await october()
    const { n } = await lab.ledger.head()
    // What a full disk or a pulled plug does between two rows of one closing.
    const spoiler = new Database(lab.file)
    spoiler.exec(`CREATE TRIGGER spoil BEFORE INSERT ON book WHEN NEW.type = 'sheet'
      BEGIN SELECT RAISE(ABORT, 'cut'); END`)
    await expect(close(parts)).rejects.toThrow('cut')
    expect(await lab.ledger.head()).toMatchObject({ n })
    expect(await lab.ledger.closings()).toEqual([])
    spoiler.exec('DROP TRIGGER spoil')
    spoiler.close()
    expect(await close(parts)).toMatchObject({ kind: 'closed' })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true })
  })

  it('takes what came in between into account, or computes again', async () => {
    const parts = await october()
    const slow: BooksParts = {
      ...parts,
      ledger: new Proxy(lab.ledger, {
        get(ledger, name) {
          const value = Reflect.get(ledger, name) as unknown
          if (name !== 'appendBooks' || typeof value !== 'function') return bound(value, ledger)
          return async (...args: unknown[]) => {
            await meanwhile()
            return Reflect.apply(value, ledger, args) as unknown
          }
        },
      }),
    }
    let said = false
    const meanwhile = async () => {
      if (said) return
      said = true
      await sessionOffline()
    }
    const sessions = (await monthNow(parts, OCTOBER)).month.own.length
    const closed = await close(slow)
    expect(closed).toMatchObject({ kind: 'closed' })
    const [closing] = await lab.ledger.closings()
    expect((await monthNow(parts, OCTOBER)).month.own.length).toBe(sessions + 1)
    expect(closing?.computed_n).toBe((await lab.ledger.head()).n - 1)
    expect(await lab.ledger.verify()).toMatchObject({ ok: true })
  })
})

const bound = (value: unknown, of: object): unknown =>
  typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(of) : value

describe('after a month is closed', () => {
  async function closed(): Promise<Desk> {
    const parts = await october()
    expect(await close(parts)).toMatchObject({ kind: 'closed' })
    return parts
  }
  const sessionOfAwa = async (parts: BooksParts) =>
    (await monthNow(parts, OCTOBER)).month.own.find(one => one.member === 'awa' && one.kind === 'session')?.ref ?? ''

  it('says the same for ever; what arrives late is an adjustment of the next month', async () => {
    const parts = await closed()
    const sheet = await lab.ledger.closedStatement(OCTOBER)
    await sessionOffline()
    expect(await lab.ledger.closedStatement(OCTOBER)).toEqual(sheet)
    const november = await monthNow(parts, '2026-11')
    expect(november.month.late.map(one => one.member)).toEqual(['awa'])
    expect(november.uses).toContainEqual(expect.objectContaining({ member: 'awa', adjusts: OCTOBER, waived: false }))
    parts.clock.now_ms = Date.UTC(2026, 11, 2)
    expect(await close(parts, '2026-11')).toMatchObject({ kind: 'closed' })
    expect((await monthNow(parts, '2026-12')).month.late).toEqual([])
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it('leaves a month that is still open out of the one after it', async () => {
    const parts = await october()
    parts.clock.now_ms = Date.UTC(2026, 9, 2)
    expect(await close(parts, '2026-09')).toMatchObject({ kind: 'closed' })
    await sessionOffline()
    expect((await monthNow(parts, OCTOBER)).uses.map(use => use.adjusts)).not.toContain('2026-10')
    expect((await monthNow(parts, '2026-11')).uses).toEqual([])
  })

  it('answers a contest by reversing entries, never by an edit', async () => {
    const parts = await closed()
    const item = await sessionOfAwa(parts)
    expect(await contest(parts, { item, member: 'bilal', reason: 'non' })).toEqual({ kind: 'unknown' })
    const contested = await contest(parts, { item, member: 'awa', reason: 'ce n’était pas moi' })
    expect(contested).toMatchObject({ kind: 'contested', period: '2026-11' })
    expect(await contest(parts, { item, member: 'awa', reason: 'encore' })).toMatchObject({ kind: 'objected' })
    parts.clock.now_ms = Date.UTC(2026, 11, 2)
    expect(await close(parts, '2026-11')).toMatchObject({ refusal: { kind: 'unsettled' } })
    const n = contested.kind === 'contested' ? contested.n : 0
    const wish = { kind: 'assign', member: 'bilal' } as const
    const order = { period: '2026-11', contest: n, accepted: true, by, reason: 'vérifié' }
    expect(await answer(parts, { ...order, wish: null })).toMatchObject({ kind: 'objected' })
    expect(await answer(parts, { ...order, wish })).toMatchObject({ kind: 'answered' })
    expect(await answer(parts, { ...order, wish })).toMatchObject({ kind: 'objected' })
    const { uses } = await monthNow(parts, '2026-11')
    const running = (member: string) =>
      uses.filter(use => use.member === member && !use.waived).reduce((sum, use) => sum + use.running_ms, 0)
    expect([running('awa'), running('bilal')]).toEqual([-27_000, 27_000])
    expect(await close(parts, '2026-11')).toMatchObject({ kind: 'closed' })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it('lets a session be contested for fifteen days', async () => {
    const parts = await closed()
    const item = await sessionOfAwa(parts)
    // Closed on the 3rd: all of the 18th is in time, since the member's sheet tells that day
    parts.clock.now_ms = Date.parse('2026-11-18T23:00:00Z')
    expect(await contest(parts, { item, member: 'awa', reason: 'tard' })).toMatchObject({
      objection: { code: 'contest-too-late', params: { days: 15, period: '2026-10', date: '2026-11-18' } },
    })
    parts.clock.now_ms -= 1
    expect(await contest(parts, { item, member: 'awa', reason: 'à temps' })).toMatchObject({ kind: 'contested' })
  })
})

describe('tampering with the books', () => {
  let closed: string
  beforeAll(async () => {
    const parts = await october()
    expect(await close(parts)).toMatchObject({ kind: 'closed' })
    closed = join(temporaryDirectory(), 'closed.sqlite')
    const db = new Database(lab.file)
    db.prepare('VACUUM INTO ?').run(closed)
    db.close()
  })
  afterAll(() => rmSync(dirname(closed), { recursive: true }))

  it.each([
    ["UPDATE book SET value = replace(value, '27000', '26000') WHERE type = 'statement'", 'book statement 2026-10/awa'],
    ["UPDATE book SET subject = 'bilal' WHERE type = 'statement' AND subject = 'awa'", 'subject is "bilal"'],
    ["UPDATE book SET period = '2026-09' WHERE type = 'closed'", 'period is "2026-09"'],
    ["UPDATE book SET value = replace(value, 'tresor', 'autre') WHERE type = 'closed'", 'book closed 2026-10: value'],
    ["DELETE FROM book WHERE type = 'sheet'", 'book'],
    ["UPDATE session SET running_ms = running_ms + 1 WHERE member = 'awa'", 'closing of 2026-10: what was shared'],
    ['DELETE FROM unattributed', 'closing of 2026-10: what was shared'],
    [
      "UPDATE journal SET payload = replace(payload, '27000', '26000') WHERE kind = 'books'",
      'closing of 2026-10: the statement is not the one that was hashed',
    ],
  ])('finds and names: %s', (statement, named) => {
    const copy = `${closed}.copy`
    copyFileSync(closed, copy)
    const db = new Database(copy)
    expect(db.prepare(statement).run().changes).toBeGreaterThan(0)
    const { ok, problems } = verify(db, REPLAY_CORE)
    db.close()
    expect(ok).toBe(false)
    expect(problems.join('\n')).toContain(named)
  })
})

describe('the notebook', () => {
  const line = { machine: 'm2', member: 'awa', order: null, start_at_ms: MONDAY_MS + 5 * HOUR_MS, running_ms: HOUR_MS }
  const declared = { ...line, end_at_ms: line.start_at_ms + HOUR_MS, by: 'anim', reason: 'boîtier débranché' }

  it('counts once the member has confirmed, and for nothing where she refuses', async () => {
    const parts = await october()
    const before = (await monthNow(parts, OCTOBER)).uses.length
    const made = await declare(parts, declared)
    if (made.kind !== 'declared') throw new Error(made.kind)
    expect(await declare(parts, declared)).toMatchObject({ objection: { code: 'declared-already' } })
    expect((await monthNow(parts, OCTOBER)).uses).toHaveLength(before)
    expect(await close(parts)).toMatchObject({ refusal: { kind: 'unsettled' } })
    const { id } = made.session
    expect(await lab.ledger.declaredOf('awa')).toMatchObject([{ session: { id } }])
    const keep = { period: OCTOBER, by, reason: 'oui', wish: { kind: 'keep' } as const, items: [id] }
    expect(await settle(parts, keep)).toMatchObject({ kind: 'objected' })
    expect(await confirm(parts, { declared: id, confirmed: true, by: 'bilal' })).toEqual({ kind: 'unknown' })
    expect(await confirm(parts, { declared: id, confirmed: true, by: 'awa' })).toEqual({ kind: 'confirmed' })
    expect((await monthNow(parts, OCTOBER)).uses).toContainEqual(
      expect.objectContaining({ session: id, grade: 'declared', running_ms: HOUR_MS, doubts: ['declared'] }),
    )
    const other = await declare(parts, { ...declared, end_at_ms: declared.end_at_ms + 1 })
    if (other.kind !== 'declared') throw new Error(other.kind)
    await confirm(parts, { declared: other.session.id, confirmed: false, by: 'awa' })
    expect((await monthNow(parts, OCTOBER)).uses).toHaveLength(before + 1)
    expect(await close(parts)).toMatchObject({ kind: 'closed' })
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it.each([
    [{ machine: 'm9' }, said('no-machine', { id: 'm9' })],
    [{ member: 'zoe' }, said('no-member', { id: 'zoe' })],
    [{ end_at_ms: declared.start_at_ms }, said('ends-before-it-begins')],
    [{ end_at_ms: NOVEMBER_MS + 1 }, said('ends-in-the-future')],
    [{ running_ms: 2 * HOUR_MS }, said('worked-longer-than-it-lasted')],
  ])('refuses %o', async (wrong, objection) => {
    const parts = await october()
    expect(await declare(parts, { ...declared, ...wrong })).toEqual({ kind: 'objected', objection })
  })
})
