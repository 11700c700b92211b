import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AWA_BADGE,
  emptyGroup,
  FACTS,
  hello,
  LedgerLab,
  MONDAY_MS,
  sample,
  tellAMorning,
} from '#test/support/ledger-lab.ts'
import { LedgerError, openLedger } from './ledger.ts'
import type { JournalAppend, QuarantineAppend } from './types.ts'

let lab: LedgerLab
beforeEach(async () => {
  lab = await LedgerLab.open()
})
afterEach(() => lab.close())

const line = (seq: number): JournalAppend => ({
  ...{ received_at_ms: MONDAY_MS, kind: 'up', type: 'sample', disposition: 'folded', station: 's1', epoch: 1, boot: 1 },
  ...{ seq, at_ms: MONDAY_MS, at_order: 0, payload: `{"seq":${seq}}` },
})
const identity = { station: 's1', epoch: 1, boot: 1, seq: 1 }
const bad = (fields: Partial<QuarantineAppend>): QuarantineAppend => ({
  ...{ received_at_ms: MONDAY_MS, station: 's1', epoch: 1, boot: 1, seq: 1, type: 'sample', reason: 'schema' },
  ...{ detail: 'x', content_hash: 'h1', payload: Buffer.from([0, 255]) },
  ...fields,
})

describe('commit', () => {
  it('refuses a group folded on another head and changes nothing', async () => {
    const group = { ...emptyGroup(2), journal: [line(1)], quarantine: [bad({})] }
    expect(await lab.ledger.commit(group)).toEqual({ kind: 'stale' })
    expect(await lab.ledger.counts()).toMatchObject({ messages: 0, quarantined: 0 })
    expect(await lab.ledger.commit({ ...group, expected_head: 3 })).toEqual({ kind: 'committed', head: 4 })
  })

  it('is all or nothing: one impossible row takes the whole group back', async () => {
    await lab.ledger.commit({ ...emptyGroup(3), journal: [line(1)] })
    const group = { ...emptyGroup(4), journal: [line(2), line(1)], states: [{ station: 's1', state: '{}' }] }
    await expect(lab.ledger.commit(group)).rejects.toThrow('UNIQUE')
    expect(await lab.ledger.load()).toMatchObject({ head: 4, states: new Map() })
    expect(await lab.ledger.commit({ ...emptyGroup(4), journal: [line(2)] })).toEqual({ kind: 'committed', head: 5 })
  })

  it('tells an identity it has not seen from the same and from other content under it', async () => {
    await lab.ledger.commit({ ...emptyGroup(3), journal: [line(1)] })
    expect(await lab.ledger.lookup(identity, '{"seq":1}')).toBe('same')
    expect(await lab.ledger.lookup(identity, '{"seq":1,"x":0}')).toBe('different')
    expect(await lab.ledger.lookup({ ...identity, epoch: 2 }, '{"seq":1}')).toBe('absent')
  })

  it('remembers quarantine by identity and content, and what has no identity by content alone', async () => {
    const nameless = bad({ boot: null, seq: null, content_hash: 'h2' })
    await lab.ledger.commit({ ...emptyGroup(3), quarantine: [bad({}), nameless] })
    expect(await lab.ledger.quarantined('s1', identity, 'h1')).toBe(true)
    expect(await lab.ledger.quarantined('s1', identity, 'h2')).toBe(false)
    expect(await lab.ledger.quarantined('s1', { ...identity, seq: 2 }, 'h1')).toBe(false)
    expect(await lab.ledger.quarantined('s1', null, 'h2')).toBe(true)
    expect(await lab.ledger.quarantined('s1', null, 'h1')).toBe(false)
    expect(await lab.ledger.stationsQuarantined()).toEqual(['s1'])
    expect((await lab.ledger.load()).head).toBe(3)
  })

  it('keeps alerts about what never reached the journal', async () => {
    const alerts = [{ at_ms: 5, code: 'contradiction' as const, machine: null, detail: 'twice' }]
    await lab.ledger.commit({ ...emptyGroup(3), alerts })
    expect(await lab.ledger.alerts({ limit: 1, cursor: null })).toEqual({
      items: [{ id: 1, ...alerts[0] }],
      next: null,
    })
    expect((await lab.ledger.verify()).problems).toEqual([])
  })

  it('gives a badge its verdict again', async () => {
    await tellAMorning(lab)
    const verdict = await lab.ledger.verdictOf({ ...identity, seq: 3 })
    expect(verdict).toMatchObject({ kind: 'verdict', verdict: 'granted', member: 'awa', relay: true })
    expect(await lab.ledger.verdictOf({ ...identity, seq: 4 })).toBeNull()
  })
})

describe('directory and tokens', () => {
  it('chains entries of commands and keeps their rows', async () => {
    const { head, directory } = await lab.ledger.load()
    expect(head).toBe(3)
    expect(directory.site).toEqual(FACTS.site)
    expect(directory.stations.get('s2')).toEqual({ id: 's2', machine: 'm2', epoch: 1 })
    await lab.ledger.appendDirectory(
      [{ type: 'badge-blocked', badge: AWA_BADGE, blocked: true, by: 'chef' }],
      MONDAY_MS,
    )
    expect((await lab.ledger.load()).directory.badges.get(AWA_BADGE)?.blocked).toBe(true)
    expect((await lab.ledger.verify()).problems).toEqual([])
  })

  it('makes every folder of groups reload after an entry from elsewhere', async () => {
    const before = lab.ledger.dataVersion()
    await lab.ledger.commit({ ...emptyGroup(3), journal: [line(1)] })
    expect(lab.ledger.dataVersion()).toBe(before)
    await lab.ledger.addStation('s1', 'm1')
    expect(lab.ledger.dataVersion()).not.toBe(before)
    expect(await lab.ledger.commit({ ...emptyGroup(4), journal: [line(2)] })).toEqual({ kind: 'stale' })
  })

  it('lets a principal in with its own token alone, and a new token replaces the old one and raises the epoch', async () => {
    const first = await lab.ledger.addStation('s1', 'm1')
    expect(first).toMatchObject({ principal: 'demo.s1', epoch: 2 })
    expect(first.token).toMatch(/^[\w-]{43}$/)
    const grant = { kind: 'station', id: 's1', stations: ['s1'], credential: expect.any(String) }
    const admitted = await lab.ledger.authenticate('demo.s1', first.token)
    expect(admitted).toEqual(grant)
    const inForce = lab.ledger.credentialsInForce()
    expect(inForce.get('demo.s1')).toBe(admitted?.credential)
    expect(lab.ledger.credentialsInForce()).toBe(inForce)
    expect(await lab.ledger.authenticate('demo.s2', first.token)).toBeNull()
    expect(await lab.ledger.authenticate('demo.nobody', first.token)).toBeNull()
    const second = await lab.ledger.addStationToken('s1', 'm1')
    expect(second.epoch).toBe(3)
    expect(await lab.ledger.authenticate('demo.s1', first.token)).toBeNull()
    expect(await lab.ledger.authenticate('demo.s1', second.token)).toEqual(grant)
    expect(lab.ledger.credentialsInForce().get('demo.s1')).not.toBe(admitted?.credential)
  })

  it('gives a gateway its stations, and no name twice', async () => {
    const { principal, token, badge_key } = await lab.ledger.addGateway('g1', ['s2', 's1', 's2'])
    expect(await lab.ledger.authenticate(principal, token)).toEqual({
      kind: 'gateway',
      id: 'g1',
      stations: ['s1', 's2'],
      credential: expect.any(String),
    })
    expect(badge_key).toBe((await lab.ledger.settings())?.badge_key)
    await expect(lab.ledger.addGateway('s1', [])).rejects.toThrow('s1 is the name of a station already')
    await expect(lab.ledger.addStation('g1', 'm1')).rejects.toThrow('g1 is the name of a gateway already')
    await expect(lab.ledger.addStation('s3', 'm9')).rejects.toThrow('there is no machine m9')
    expect((await lab.ledger.load()).head).toBe(3)
  })

  it('pairs a plug with one gateway; made again, token and pairing change', async () => {
    await lab.ledger.addGateway('g1', ['s1'])
    await lab.ledger.addGateway('g2', [])
    expect(lab.ledger.gatewayOf('p1')).toBeNull()
    const first = await lab.ledger.addPlug('p1', 'g1')
    expect(await lab.ledger.authenticate('demo.p1', first.token)).toMatchObject({
      kind: 'plug',
      id: 'p1',
      stations: [],
    })
    expect(lab.ledger.gatewayOf('p1')).toBe('g1')
    await lab.ledger.addPlug('p1', 'g2')
    expect(lab.ledger.gatewayOf('p1')).toBe('g2')
    expect(await lab.ledger.authenticate('demo.p1', first.token)).toBeNull()
    await expect(lab.ledger.addPlug('p2', 's1')).rejects.toThrow('there is no gateway s1')
    await expect(lab.ledger.addPlug('g1', 'g2')).rejects.toThrow('g1 is the name of a gateway already')
    expect(lab.ledger.gatewayOf('g1')).toBeNull()
  })

  it('keeps no token, only its hash', async () => {
    const { token } = await lab.ledger.addGateway('g1', ['s1'])
    const db = new Database(lab.file, { readonly: true })
    const kept = db.prepare<[], Record<string, unknown>>("SELECT * FROM credential WHERE id = 'g1'").get()
    db.close()
    expect(kept?.token_hash).toEqual(createHash('sha256').update(token).digest())
    expect(
      Object.values(kept ?? {})
        .map(String)
        .join(' '),
    ).not.toContain(token)
  })

  it('sets a site up once', async () => {
    const settings = await lab.ledger.settings()
    expect(settings).toEqual({ site: 'demo', badge_key: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await lab.ledger.setUp('demo')).toEqual(settings)
    await expect(lab.ledger.setUp('other')).rejects.toThrow(LedgerError)
  })
})

describe('another connection', () => {
  it('sees what the first committed, and the first sees that the other wrote', async () => {
    const other = await openLedger({ file: lab.file })
    const before = lab.ledger.dataVersion()
    const { token } = await other.addGateway('g1', ['s1'])
    expect(lab.ledger.dataVersion()).not.toBe(before)
    expect(await lab.ledger.authenticate('demo.g1', token)).not.toBeNull()
    await lab.say('s1', [hello(0), sample(1_000, 90, 0)])
    expect((await other.load()).head).toBe(5)
    await other.close()
  })

  it('may only read when opened so', async () => {
    const reader = await openLedger({ file: lab.file, readonly: true })
    expect(await reader.counts()).toMatchObject({ messages: 0 })
    await expect(reader.commit({ ...emptyGroup(3), journal: [line(1)] })).rejects.toMatchObject({ kind: 'read-only' })
    await reader.close()
  })
})
