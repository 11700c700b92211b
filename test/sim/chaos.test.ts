/**
 * Lives of a small workshop in which everything goes wrong that a seed can think of: noise, cut frames, pulled plugs, lost
 * links, wrong clocks, dead sensors, late and repeated batches, a server killed between any two commits. Socket-free and in
 * virtual time; what must hold is in chaos/invariants.ts. Another range: `NAVETTE_SIM_FROM=1000 NAVETTE_SIM_SEEDS=5000`.
 */
import { describe, expect, it } from 'vitest'
import { brokenIn, sessionsOf } from './chaos/invariants.ts'
import { live } from './chaos/life.ts'
import { offlineDay, redeliver } from './chaos/redeliver.ts'
import type { SimServer } from './chaos/server.ts'

const FROM = Number(process.env.NAVETTE_SIM_FROM ?? 1)
const SEEDS = Number(process.env.NAVETTE_SIM_SEEDS ?? 400)
const GROUP = 50
const groups = Array.from({ length: Math.ceil(SEEDS / GROUP) }, (_, i) => FROM + i * GROUP)

describe('whatever goes wrong', () => {
  it.each(groups)(`every invariant holds for ${GROUP} lives from seed %i on`, async from => {
    const broken: Record<number, string[]> = {}
    for (let seed = from; seed < Math.min(from + GROUP, FROM + SEEDS); seed += 1) {
      const problems = brokenIn(await live(seed))
      if (problems.length > 0) broken[seed] = problems.slice(0, 3)
    }
    expect(broken, 'replay with NAVETTE_SIM_FROM=<seed> NAVETTE_SIM_SEEDS=1').toEqual({})
  })
})

/** What a month is billed from, in an order of its own: deliveries may interleave stations as they like. */
const billOf = (server: SimServer): string[] => {
  const strays = server.effects.flatMap(({ effect }) => (effect.kind === 'unattributed' ? [effect] : []))
  return [...sessionsOf({ server }), ...strays].map(one => JSON.stringify(one)).sort()
}
const OFFLINE_SEEDS = Math.ceil(SEEDS / 10)

describe('a day without the network', () => {
  it(`gives the same bill however it is delivered afterwards (${OFFLINE_SEEDS} days, 2 more deliveries each)`, async () => {
    for (let seed = FROM; seed < FROM + OFFLINE_SEEDS; seed += 1) {
      const life = await live(seed, offlineDay)
      expect(brokenIn(life), `seed ${seed}`).toEqual([])
      const bill = billOf(life.server)
      for (const delivery of [1, 2]) {
        expect(billOf(await redeliver(life, seed * 10 + delivery)), `seed ${seed}, delivery ${delivery}`).toEqual(bill)
      }
    }
  })
})
