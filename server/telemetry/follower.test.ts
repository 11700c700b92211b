/** The follower in simulated time: every wait is a timer that the test fires, every refusal is scripted. */
import { describe, expect, test } from 'vitest'
import { MemoryJournal } from '#test/support/telemetry-journal.ts'
import { everySecond, T0 } from '#test/support/telemetry-points.ts'
import { createFollower, type Follower } from './follower.ts'
import type { TelemetryPoint } from './ports.ts'

/** Simulated time: `run` fires what is due in order, letting promises settle in between. */
class SimulatedTime {
  now = 0
  private readonly due = new Set<{ at: number; callback: () => void }>()
  readonly waits: number[] = []

  after(ms: number, callback: () => void): () => void {
    this.waits.push(ms)
    const entry = { at: this.now + ms, callback }
    this.due.add(entry)
    return () => void this.due.delete(entry)
  }

  async run(ms: number): Promise<void> {
    const until = this.now + ms
    await settle()
    for (;;) {
      const next = [...this.due].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.due.delete(next)
      this.now = next.at
      next.callback()
      await settle()
    }
    this.now = until
  }
}

/** Long enough for every promise of a round, which here never waits for anything real. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setImmediate(resolve))
}

class FakeStore {
  readonly stored = new Map<number, TelemetryPoint>()
  readonly batches: number[] = []
  failure: Error | null = null
  bad = new Set<number>()

  async write(points: TelemetryPoint[]) {
    this.batches.push(points.length)
    if (this.failure !== null) throw this.failure
    for (const point of points) if (!this.bad.has(point.n)) this.stored.set(point.n, point)
    return { refused: points.filter(({ n }) => this.bad.has(n)).map(point => ({ point, error: 'bad line' })) }
  }
}

type House = {
  journal: MemoryJournal
  store: FakeStore
  time: SimulatedTime
  logged: string[]
  follower: Follower
  again(): Follower
}

function house(batch_points_max = 100): House {
  const journal = new MemoryJournal()
  const store = new FakeStore()
  const time = new SimulatedTime()
  const logged: string[] = []
  const again = (): Follower =>
    createFollower({
      name: 'telemetry',
      source: journal,
      store,
      clock: { now_ms: () => time.now },
      timers: time,
      random: () => 0.5,
      batch_points_max,
      log: { warn: (_, message) => logged.push(message), info: (_, message) => logged.push(message) },
    })
  return { journal, store, time, logged, follower: again(), again }
}

describe('following', () => {
  test('copies everything in batches, in order, and moves the cursor batch by batch', async () => {
    const { journal, store, time, follower } = house(100)
    journal.append(...everySecond('juki', T0, 950))
    follower.start()
    await time.run(0)
    expect(store.stored.size).toBe(950)
    expect(journal.advances).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 950])
    expect(journal.largest_batch).toBe(100)
    expect(follower.status()).toMatchObject({ state: 'following', cursor_n: 950, written: 950, error: null })
    await follower.stop()
    expect(follower.status().state).toBe('stopped')
  })

  test('entries without points move the cursor without a write', async () => {
    const { journal, store, time, follower } = house()
    journal.append(null, null, null)
    follower.start()
    await time.run(0)
    expect(journal.advances).toEqual([3])
    expect(store.batches).toEqual([])
    await follower.stop()
  })

  test('a poke is heard after the gap at the latest, silence after the poll', async () => {
    const { journal, store, time, follower } = house()
    follower.start()
    await time.run(600)
    journal.append(...everySecond('juki', T0, 1))
    follower.poke(1)
    await time.run(0)
    expect(store.stored.size).toBe(1)
    journal.append(...everySecond('juki', T0, 1))
    follower.poke(2)
    await time.run(249)
    expect(store.stored.size).toBe(1)
    await time.run(1)
    expect(store.stored.size).toBe(2)
    journal.append(...everySecond('juki', T0, 1))
    await time.run(999)
    expect(store.stored.size).toBe(2)
    await time.run(1)
    expect(store.stored.size).toBe(3)
    await follower.stop()
  })

  test('a commit every millisecond costs four writes a second, not a thousand', async () => {
    const { journal, store, time, follower } = house(5_000)
    follower.start()
    await time.run(0)
    for (let ms = 0; ms < 1_000; ms++) {
      follower.poke(journal.append(...everySecond('juki', T0 + ms, 1)))
      time.now += 1
      if (ms % 50 === 0) await time.run(0)
    }
    await time.run(250)
    expect(store.stored.size).toBe(1_000)
    expect(store.batches.length).toBeLessThanOrEqual(6)
    await follower.stop()
  })

  test('lag is what it heard of minus what was accepted', async () => {
    const { journal, store, time, follower } = house()
    expect(follower.lag()).toBeNull()
    store.failure = new Error('down')
    follower.start()
    follower.poke(journal.append(...everySecond('juki', T0, 30)))
    await time.run(0)
    expect(follower.lag()).toBe(30)
    expect(follower.status().lag_n).toBe(30)
    store.failure = null
    await time.run(60_000)
    expect(follower.lag()).toBe(0)
    await follower.stop()
  })
})

describe('a store that does not accept', () => {
  test('down at the start and for a day: it waits longer and longer, says so once, and then catches up', async () => {
    const { journal, store, time, logged, follower } = house()
    journal.append(...everySecond('juki', T0, 250))
    store.failure = new Error('InfluxDB at http://influx does not answer (ECONNREFUSED)')
    follower.start()
    await time.run(0)
    expect(follower.status()).toMatchObject({ state: 'waiting-to-retry', failures: 1, retry_at_ms: 375, cursor_n: 0 })
    await time.run(86_400_000 / 24)
    expect(time.waits.slice(0, 8)).toEqual([375, 750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500])
    expect(journal.advances).toEqual([])
    expect(logged).toEqual(['telemetry waits'])
    store.failure = null
    await time.run(30_000)
    expect(store.stored.size).toBe(250)
    expect(follower.status()).toMatchObject({ state: 'following', failures: 0, error: null, retry_at_ms: null })
    expect(logged).toEqual(['telemetry waits', 'telemetry store answers again'])
    await follower.stop()
  })

  test('a poke does not shorten the wait after a failure', async () => {
    const { journal, store, time, follower } = house()
    store.failure = new Error('503')
    journal.append(...everySecond('juki', T0, 1))
    follower.start()
    await time.run(0)
    follower.poke(1)
    await time.run(374)
    expect(store.batches).toHaveLength(1)
    await time.run(1)
    expect(store.batches).toHaveLength(2)
    await follower.stop()
  })

  test('401: visible in the status, tried on', async () => {
    const { journal, store, time, follower } = house()
    store.failure = new Error('InfluxDB refuses the credentials (401): check NAVETTE_INFLUX_TOKEN')
    journal.append(...everySecond('juki', T0, 1))
    follower.start()
    await time.run(10_000)
    expect(follower.status().error).toContain('401')
    expect(follower.status().failures).toBeGreaterThan(3)
    await follower.stop()
  })

  test('a ledger that cannot be read is waited for in the same way', async () => {
    const { journal, time, follower } = house()
    const pointsAfter = journal.pointsAfter.bind(journal)
    journal.pointsAfter = () => Promise.reject(new Error('database is locked'))
    follower.start()
    await time.run(0)
    expect(follower.status()).toMatchObject({ state: 'waiting-to-retry', error: 'database is locked' })
    journal.pointsAfter = pointsAfter
    await time.run(1_000)
    expect(follower.status().state).toBe('following')
    await follower.stop()
  })

  test('one bad line of a thousand: a dead letter with its entry and reason, the others stored', async () => {
    const { journal, store, time, follower } = house(1_000)
    journal.append(...everySecond('juki', T0, 1_000))
    store.bad.add(700)
    follower.start()
    await time.run(0)
    expect(store.stored.size).toBe(999)
    expect(journal.letters).toMatchObject([{ n: 700, error: 'bad line' }])
    expect(JSON.parse(journal.letters[0]?.line ?? '')).toMatchObject({ machine: 'juki', n: 700 })
    expect(follower.status()).toMatchObject({ written: 999, refused: 1, cursor_n: 1_000 })
    await follower.stop()
  })
})

describe('being ended', () => {
  test('killed with points in hand (stored, cursor not moved): the next one sends them again', async () => {
    const { journal, store, time, follower, again } = house()
    journal.append(...everySecond('juki', T0, 50))
    const advance = journal.advance.bind(journal)
    journal.advance = () => new Promise(() => undefined)
    follower.start()
    await time.run(0)
    expect(store.stored.size).toBe(50)
    journal.advance = advance
    const next = again()
    next.start()
    await time.run(0)
    expect(store.batches).toEqual([50, 50])
    expect(await journal.cursor('telemetry')).toBe(50)
    await next.stop()
  })

  test('stop waits for the batch in hand and ends every wait', async () => {
    const { journal, store, time, follower } = house()
    journal.append(...everySecond('juki', T0, 5))
    follower.start()
    await follower.stop()
    expect(store.stored.size).toBe(5)
    expect(await journal.cursor('telemetry')).toBe(5)
    journal.append(...everySecond('juki', T0, 5))
    await time.run(10_000)
    expect(store.stored.size).toBe(5)
  })

  test('started again it goes on; started twice it is one', async () => {
    const { journal, store, time, follower } = house()
    follower.start()
    follower.start()
    await time.run(0)
    await follower.stop()
    journal.append(...everySecond('juki', T0, 5))
    follower.start()
    await time.run(0)
    expect(store.batches).toEqual([5])
    await follower.stop()
  })
})
