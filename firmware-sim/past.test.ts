import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { nextPacket } from './firmware/batch.ts'
import { encodeFrame, FRAME_UP } from './firmware/frame.ts'
import type { Message } from './firmware/messages.ts'
import { livePast, type Past } from './past.ts'
import { eightMachines, KINDS } from './testing/scenario.ts'

const FROM_MS = Date.parse('2026-10-01T00:00:00+02:00')
const TO_MS = Date.parse('2026-11-01T00:00:00+01:00')
const SAMPLE_MS = 300_000
const scenario = eightMachines(true)
const month = (seed: number): Past => livePast(scenario, seed, FROM_MS, TO_MS, SAMPLE_MS)
const past = month(3)

/** Σ of register differences over all boots, each from 0. */
const registered_ms = (messages: Message[]): number => {
  let sum_ms = 0
  let last = { boot: 0, running_ms: 0 }
  for (const message of messages) {
    if (message.type !== 'sample' || message.running_ms === undefined) continue
    sum_ms += message.running_ms - (message.boot === last.boot ? last.running_ms : 0)
    last = { boot: message.boot, running_ms: message.running_ms }
  }
  return sum_ms
}

describe('a month of eight machines (contract §5 `demo`)', () => {
  it('is 15 to 25 thousand messages, some 22 days, every machine used by several people', () => {
    const total = past.stations.reduce((sum, { messages }) => sum + messages.length, 0)
    expect(total).toBeGreaterThan(15_000)
    expect(total).toBeLessThan(25_000)
    for (const { messages } of past.stations) expect(new Set(messages.map(one => one.boot)).size).toBeGreaterThan(15)
    for (const { sessions } of past.truth) expect(new Set(sessions.map(one => one.member)).size).toBeGreaterThan(4)
  })

  it('has nobody in it whom no offline list would let in', () => {
    const [first, ...others] = scenario.members
    const members = [{ ...first, offline_listed: false } as (typeof scenario.members)[number], ...others]
    const { truth } = livePast({ ...scenario, members }, 3, FROM_MS, TO_MS, SAMPLE_MS)
    const seen = new Set(truth.flatMap(({ sessions }) => sessions.map(one => one.member)))
    expect(seen.has(first?.id ?? '')).toBe(false)
    expect(seen.size).toBeGreaterThan(others.length / 2)
  })

  it('has nobody in it before they joined', () => {
    const [first, ...others] = scenario.members
    const joined_ms = Date.parse('2026-10-15T00:00:00+02:00')
    const members = [{ ...first, from_ms: joined_ms } as (typeof scenario.members)[number], ...others]
    const { truth } = livePast({ ...scenario, members }, 3, FROM_MS, TO_MS, SAMPLE_MS)
    const came = (of: typeof truth) =>
      of.flatMap(({ sessions }) => sessions.filter(one => one.member === first?.id).map(one => one.start_at_ms))
    expect(Math.min(...came(past.truth))).toBeLessThan(joined_ms)
    expect(came(truth).length).toBeGreaterThan(0)
    expect(Math.min(...came(truth))).toBeGreaterThanOrEqual(joined_ms)
  })

  it('works for orders where there are any, and changes nothing else by it', () => {
    const badges = ({ stations }: Past) =>
      stations.flatMap(({ messages }) => messages.filter(message => message.type === 'badge'))
    const ordered = livePast({ ...scenario, orders: ['jupes', 'sacs'] }, 3, FROM_MS, TO_MS, SAMPLE_MS)
    const orders = badges(ordered).map(({ order }) => order)
    for (const order of ['jupes', 'sacs']) expect(orders.filter(one => one === order).length).toBeGreaterThan(10)
    expect(badges(past).every(({ order }) => order === undefined)).toBe(true)
    expect(badges(ordered).map(({ order: _, ...badge }) => badge)).toEqual(badges(past))
    expect(ordered.truth).toEqual(past.truth)
  })

  it('is the same to the byte for the same seed, another for another', () => {
    const digest = (one: Past) => createHash('sha256').update(JSON.stringify(one)).digest('hex')
    expect(digest(month(3))).toBe(digest(past))
    expect(digest(month(4))).not.toBe(digest(past))
  })

  it.each(KINDS)('%s: registers agree with the truth within 0.05 %%', kind => {
    const messages = past.stations.find(one => one.station === kind)?.messages ?? []
    const truth = past.truth.find(one => one.machine === kind)
    const true_ms = truth?.running_ms_true ?? 0
    expect(true_ms).toBeGreaterThan(10 * 3_600_000)
    expect(Math.abs(registered_ms(messages) / true_ms - 1)).toBeLessThan(0.0005)
  })

  it('truth adds up: Σ sessions’ running = running, none longer than its session', () => {
    for (const { sessions, running_ms_true } of past.truth) {
      expect(sessions.reduce((sum, one) => sum + one.running_ms_true, 0)).toBe(running_ms_true)
      for (const one of sessions)
        expect(one.running_ms_true).toBeLessThanOrEqual((one.end_at_ms ?? 0) - one.start_at_ms)
    }
  })
})

describe.each(past.stations.map(({ station, messages }) => [station, messages] as const))('%s', (_, messages) => {
  it('contract §1: hello first in each rising boot, seq without holes, up_ms and registers never falling or racing', () => {
    for (const [i, message] of messages.entries()) {
      const before = messages[i - 1]
      if (before?.boot !== message.boot) {
        expect(message).toMatchObject({ type: 'hello', seq: 0, up_ms: 0, sample_ms: SAMPLE_MS })
        expect(message.boot).toBeGreaterThan(before?.boot ?? 0)
        continue
      }
      expect(message.seq).toBe(before.seq + 1)
      expect(message.up_ms).toBeGreaterThanOrEqual(before.up_ms)
      expect((message.at_ms ?? 0) - (before.at_ms ?? 0)).toBe(message.up_ms - before.up_ms)
    }
  })

  it('contract §1: a sample immediately before each badge and relay', () => {
    for (const [i, message] of messages.entries()) {
      if (message.type !== 'badge' && message.type !== 'relay') continue
      expect(messages[i - 1]).toMatchObject({ type: 'sample', boot: message.boot, up_ms: message.up_ms })
    }
  })

  it('contract §3: no register difference exceeds that of up_ms', () => {
    let last = { boot: 0, up_ms: 0, running_ms: 0 }
    for (const { type, ...message } of messages.filter(one => one.type === 'sample')) {
      if (message.boot !== last.boot) last = { boot: message.boot, up_ms: 0, running_ms: 0 }
      const running_ms = message.running_ms ?? -1
      expect(running_ms - last.running_ms, type).toBeGreaterThanOrEqual(0)
      expect(running_ms - last.running_ms, type).toBeLessThanOrEqual(message.up_ms - last.up_ms)
      last = { boot: message.boot, up_ms: message.up_ms, running_ms }
    }
  })

  it('the relay alternates, and is open again at each power-up', () => {
    let on = false
    for (const message of messages) {
      if (message.type === 'hello') on = false
      if (message.type !== 'relay') continue
      expect(message.on).toBe(!on)
      on = message.on
    }
  })

  it('fits its transports: every message a serial frame, all of them in few batches', () => {
    for (const message of messages) expect(encodeFrame(FRAME_UP, JSON.stringify(message)).kind).toBe('frame')
    let packets = 0
    for (let from = 0; from < messages.length; packets += 1) {
      from += nextPacket(i => messages[from + i], messages.length - from, 60)?.count ?? 0
    }
    expect(packets).toBeLessThanOrEqual(Math.ceil(messages.length / 90))
  })
})
