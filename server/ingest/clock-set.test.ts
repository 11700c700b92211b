import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Downlink } from '#server/contract/downlink.ts'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { badge, directoryEntries, hello, sample } from '#test/support/uplink-lab.ts'
import { domainCore } from './domain-core.ts'
import { createIngest, type Ingest } from './ingest.ts'

const SILENT = { info: () => undefined, error: () => undefined }
const HOURS_MS = 3_600_000

/** Two clocks: one that somebody may set, and the one of the processor, which nobody can. */
const time = { wall_ms: Date.UTC(2026, 10, 23, 9), steady_ms: 0 }
let ledger: MemoryLedger
let ingest: Ingest
let sent: Downlink[]

const passes = (ms: number): void => {
  time.wall_ms += ms
  time.steady_ms += ms
}
const isSetBy = (ms: number): void => {
  time.wall_ms += ms
}

beforeEach(async () => {
  ledger = new MemoryLedger()
  sent = []
  for (const entry of directoryEntries(['s1', 's2'])) ledger.writeElsewhere(entry)
  ingest = createIngest({
    ...{ core: domainCore, ledger, log: SILENT, announcer: { announce: () => undefined } },
    clock: { now_ms: () => time.wall_ms, steady_ms: () => time.steady_ms },
    downlink: { send: downlink => void sent.push(downlink) },
  })
  await ingest.start()
})
afterEach(() => ingest.stop())

/** At the `up_ms` it says, by the station's own clock. */
const say = (type: string, value: { up_ms: number }) =>
  new Promise<unknown>(resolve => {
    const payload = Buffer.from(JSON.stringify(value))
    ingest.accept({ principal: 'lab.s1', station: 's1', type, qos: 1, payload }, resolve)
  })
const verdict = () => sent.findLast(one => one.type === 'verdict')?.payload
const acts = () => ledger.journal.filter(line => line.type === 'clock-set').map(line => [line.station, line.payload])

async function upAndHeard(): Promise<void> {
  await say('hello', hello())
  passes(1_000)
  await say('sample', sample(1))
}

test.each([
  ['forward, as where a board without a battery hears the time', 8 * HOURS_MS],
  ['back', -8 * HOURS_MS],
  ['by an hour, as where somebody minded daylight saving', HOURS_MS],
])('the server’s clock is set %s: a fresh badge is as fresh as before', async (_, by_ms) => {
  await upAndHeard()
  isSetBy(by_ms)
  passes(1_000)
  expect(await say('badge', badge(2))).toBeUndefined()
  expect(verdict()).toMatchObject({ verdict: 'granted', reason: null })
  expect(acts()).toEqual([['s1', `{"by_ms":${by_ms},"type":"clock-set"}`]])
})

test('back, and forward again an hour later: neither stays', async () => {
  await upAndHeard()
  isSetBy(-3 * HOURS_MS)
  passes(1_000)
  await say('sample', sample(2))
  isSetBy(3 * HOURS_MS)
  passes(1_000)
  await say('badge', badge(3))
  expect(verdict()).toMatchObject({ verdict: 'granted' })
})

test('what waited somewhere is as old as it was', async () => {
  await upAndHeard()
  passes(15_000)
  isSetBy(8 * HOURS_MS)
  await say('badge', badge(2))
  expect(verdict()).toMatchObject({ verdict: 'denied', reason: 'too-late' })
})

test('a clock that runs a little fast or slow was not set, and neither was one nobody heard by', async () => {
  isSetBy(5 * HOURS_MS)
  await upAndHeard()
  isSetBy(400)
  passes(1_000)
  await say('badge', badge(2))
  expect(verdict()).toMatchObject({ verdict: 'granted' })
  expect(acts()).toEqual([])
})

test('small steps one way add up to one', async () => {
  await upAndHeard()
  for (let seq = 2; seq <= 31; seq++) {
    isSetBy(400)
    passes(1_000)
    await say('sample', sample(seq))
  }
  passes(1_000)
  await say('badge', badge(32))
  expect(verdict()).toMatchObject({ verdict: 'granted' })
  expect(acts()).toHaveLength(10)
})

test('stations are told the time at once, so that theirs agrees', async () => {
  await upAndHeard()
  sent.length = 0
  isSetBy(-2 * HOURS_MS)
  await say('sample', sample(2))
  expect(sent.filter(one => one.type === 'time').map(one => one.payload)).toEqual([{ epoch_ms: time.wall_ms }])
})
