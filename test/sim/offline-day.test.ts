/**
 * Issue 3, point 4: eight hours and three sessions offline later the bill is the same as online. The same seeded day is lived
 * twice on every path, once with the server there and once with it gone from the middle of the first session on.
 */
import { expect, it } from 'vitest'
import { createRng, type Rng, seedOf } from '#firmware-sim/world/rng.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { isPlugPath, PATHS } from './paths/paths.ts'
import { IDLE_mA, type Seat, STEP_MS, WORK_mA } from './paths/seat.ts'
import { badgeOf, MEMBERS, Workshop } from './paths/workshop.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const GONE_FROM_MS = 20 * MINUTE_MS
const GONE_TO_MS = GONE_FROM_MS + 8 * HOUR_MS
const DAY_MS = GONE_TO_MS + 20 * MINUTE_MS
const SEEDS = [1]

type Card = { at_ms: number; badge: string }
type Stint = { from_ms: number; to_ms: number }
type Plan = { cards: Card[]; stints: Stint[] }

const stepped = (ms: number): number => Math.floor(ms / STEP_MS) * STEP_MS

/**
 * Four sessions, the first under way when the server goes; one begins by a double tap, one is forgotten and ends by itself, and
 * the last is of who forgot.
 */
function planOf(rng: Rng): Plan {
  const plan: Plan = { cards: [], stints: [] }
  let t_ms = stepped(rng.between(5, 12) * MINUTE_MS)
  for (let i = 0; i < 4; i++) {
    const badge = badgeOf(Math.min(i, MEMBERS.length - 1))
    plan.cards.push({ at_ms: t_ms, badge })
    if (i === 1) plan.cards.push({ at_ms: t_ms + 1_500, badge })
    const until_ms = t_ms + stepped(rng.between(25, 80) * MINUTE_MS)
    while (t_ms < until_ms) {
      const from_ms = t_ms + stepped(rng.between(2_000, 90_000))
      t_ms = from_ms + stepped(rng.between(1_000, 60_000))
      plan.stints.push({ from_ms, to_ms: t_ms })
    }
    t_ms += stepped(rng.between(10, 60) * 1_000)
    if (i !== 2) plan.cards.push({ at_ms: t_ms, badge })
    t_ms += stepped(rng.between(25, 40) * MINUTE_MS)
  }
  return plan
}

async function live(seed: number, gone: boolean): Promise<{ workshop: Workshop; plans: Map<string, Plan> }> {
  const workshop = await Workshop.open(PATHS)
  const plans = new Map(workshop.seats.map(({ id }) => [id, planOf(createRng(seedOf(seed, id)))]))
  const planned = (id: string): Plan => plans.get(id) ?? { cards: [], stints: [] }
  for (let t_ms = 0; t_ms < DAY_MS; t_ms += STEP_MS) {
    if (gone && t_ms === GONE_FROM_MS) workshop.cut()
    if (gone && t_ms === GONE_TO_MS) await workshop.mend()
    for (const seat of workshop.seats) {
      const { cards } = planned(seat.id)
      while (cards[0] !== undefined && cards[0].at_ms <= t_ms) seat.card(cards.shift()?.badge ?? '')
    }
    await workshop.settle()
    const works = new Map(workshop.seats.map(({ id }) => [id, worksAt(planned(id), t_ms)]))
    await workshop.step(seat => drawOf(seat, works.get(seat.id) ?? false))
  }
  return { workshop, plans }
}

function worksAt({ stints }: Plan, t_ms: number): boolean {
  while (stints[0] !== undefined && stints[0].to_ms <= t_ms) stints.shift()
  return stints[0] !== undefined && stints[0].from_ms <= t_ms
}

const drawOf = (seat: Seat, works: boolean): number =>
  seat.closed ? (works ? WORK_mA : IDLE_mA) : isPlugPath(seat.id) ? 0 : IDLE_mA

/** All that a month is priced from; what tells how it came (`buffered`, the id of the badge message) is no price. */
const billed = ({ id, seq, buffered, ...session }: Session): object => session
const byTime = (a: Session, b: Session): number => a.machine.localeCompare(b.machine) || a.start_at_ms - b.start_at_ms

it.each(SEEDS)(
  'the bill of eight hours without the server is the bill with it, on every path (seed %i)',
  async seed => {
    const [with_server, without] = [await live(seed, false), await live(seed, true)]
    const expected = with_server.workshop.sessions().sort(byTime)
    const offline = without.workshop.sessions().sort(byTime)
    expect(offline.map(billed)).toEqual(expected.map(billed))
    for (const { id } of without.workshop.seats) {
      const own = offline.filter(({ station }) => station === id)
      expect(own, id).toHaveLength(4)
      expect(own.map(({ member }) => member)).toEqual(['awa', 'bo', 'chloe', 'chloe'])
      expect(own.map(({ end_reason }) => end_reason)).toEqual(['badge-out', 'badge-out', 'idle', 'badge-out'])
      expect(own.filter(({ buffered }) => buffered).length).toBeGreaterThanOrEqual(3)
      expect(Math.min(...own.map(({ running_ms }) => running_ms)), id).toBeGreaterThan(MINUTE_MS)
    }
    const { server } = without.workshop
    expect(server.ledger.quarantine).toEqual([])
    expect(server.problems).toEqual([])
    expect(server.effects.filter(({ effect }) => effect.kind === 'gap' || effect.kind === 'alert')).toEqual([])
  },
)
