/** What stations said, handed over once more to a new server: hours later, in other batches, in any order across stations. */
import type { Message } from '#firmware-sim/firmware/messages.ts'
import { createRng, type Rng, seedOf } from '#firmware-sim/world/rng.ts'
import type { Fate } from './fates.ts'
import { BEGAN_AT_MS, directoryOf, type Life } from './life.ts'
import { SimServer } from './server.ts'

const HOUR_MS = 3_600_000
const BATCH_MAX = 40

/** A day without the network: everything is decided by the stations, and nothing but the road to the server is bad. */
export const offlineDay = (fate: Fate): Fate => ({
  ...fate,
  acts: [],
  link: { ...fate.link, reordered: 0, mangled: 0 },
  stations: fate.stations.map(station => ({
    ...station,
    // Believed whenever it arrives; what is not believed is dated by its delivery
    clock: station.clock === 'day-behind' ? 'day-behind' : 'steady',
    unlinked: [{ from_ms: 15_000, to_ms: Number.POSITIVE_INFINITY }],
    swapped_ms: null,
    memory_max: Number.POSITIVE_INFINITY,
  })),
})

export const redeliver = async (life: Life, seed: number): Promise<SimServer> => {
  const rng = createRng(seedOf(seed, 'redeliver'))
  const server = new SimServer(
    directoryOf(life.fate),
    { down: [], killed_before: 0.05, killed_after: 0.05 },
    rng,
    () => {},
  )
  await server.start()
  const roads = life.stations.map(({ id, said }) => ({ id, said, done: 0 }))
  let now_ms = BEGAN_AT_MS + life.fate.life_ms + HOUR_MS
  for (;;) {
    const road = rng.pick(roads.filter(({ said, done }) => done < said.length))
    if (road === undefined) return server
    const size = 1 + Math.floor(rng.between(0, BATCH_MAX))
    const messages = withRepeats(road.said.slice(road.done, road.done + size), road.said.slice(0, road.done), rng)
    now_ms += Math.floor(rng.between(0, rng.chance(0.1) ? 5 * HOUR_MS : 2_000))
    const packet = { station: road.id, type: 'batch', payload: JSON.stringify({ messages }), acknowledge: () => {} }
    while (!(await server.take([packet], now_ms))) now_ms += 1_000
    road.done += size
  }
}

/** The same again, from just now or from long ago. */
const withRepeats = (fresh: Message[], earlier: Message[], rng: Rng): Message[] => {
  const repeated = [...fresh]
  while (rng.chance(0.3)) {
    const one = rng.pick([...fresh, ...earlier])
    if (one !== undefined) repeated.push(one)
  }
  return repeated
}
