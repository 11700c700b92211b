/**
 * Issue 3, point 6: a station that loses its power in mid-session closes that session at its last durable heartbeat, so that
 * neither its end nor its work is off by more than one. On every path, at any moment, with the server there or away.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PATHS, type PathName } from './paths/paths.ts'
import { IDLE_mA, STEP_MS, WORK_mA } from './paths/seat.ts'
import { badgeOf, Workshop } from './paths/workshop.ts'

const HEARTBEAT_MS = 5_000
const RUNS = 12
/** Without a register, levels taught at 1 030 mA read this much of work at 1 000 mA (contract §3). */
const ESTIMATED_SHARE = (1_000 ** 2 - 90 ** 2) / (1_030 ** 2 - 90 ** 2)

it.each(Object.keys(PATHS) as PathName[])('%s: power lost in mid-session', async path => {
  const moments = fc.record({
    works_from_s: fc.integer({ min: 1, max: 40 }),
    works_s: fc.integer({ min: 1, max: 60 }),
    cut_after_s: fc.integer({ min: 1, max: 90 }),
    gone: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(moments, async ({ works_from_s, works_s, cut_after_s, gone }) => {
      const workshop = await Workshop.open({ [path]: PATHS[path] })
      const [seat] = workshop.seats
      if (seat === undefined) throw new Error('one seat')
      let worked_ms = 0
      const pass = async (for_ms: number, working: (second: number) => boolean) => {
        for (let t_ms = 0; t_ms < for_ms; t_ms += STEP_MS) {
          const works = working(t_ms / 1_000) && seat.closed
          if (works) worked_ms += STEP_MS
          await workshop.step(() => (works ? WORK_mA : IDLE_mA))
        }
      }
      await pass(10_000, () => false)
      if (gone) workshop.cut()
      seat.card(badgeOf(0))
      await workshop.settle()
      await pass(cut_after_s * 1_000, second => second >= works_from_s && second < works_from_s + works_s)
      const cut_at_ms = workshop.now_ms
      seat.powerCut()
      await pass(20_000, () => false)
      await workshop.mend()
      const [session] = workshop.sessions()
      expect(session).toMatchObject({ member: 'awa', end_reason: 'power-loss' })
      expect(cut_at_ms - (session?.end_at_ms ?? 0)).toBeGreaterThanOrEqual(0)
      expect(cut_at_ms - (session?.end_at_ms ?? 0)).toBeLessThanOrEqual(HEARTBEAT_MS)
      const share = session?.grade === 'measured' ? 1 : ESTIMATED_SHARE
      expect(Math.abs(share * worked_ms - (session?.running_ms ?? 0))).toBeLessThanOrEqual(HEARTBEAT_MS)
      expect(workshop.sessions()).toHaveLength(1)
    }),
    { numRuns: RUNS },
  )
})
