import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from './firmware/messages.ts'
import { simulate } from './simulate.ts'
import { eightMachines } from './testing/scenario.ts'

const DAY_MS = 86_400_000
const FROM_MS = Date.parse('2026-10-05T00:00:00+02:00')

const day = (seed: number, register = true, sample_ms = 10_000, orders: string[] = []) => {
  const morning = [{ days: [1], from: '08:00', to: '14:00' }]
  const scenario = { ...eightMachines(register, sample_ms), opening: morning, orders }
  const said = new Map<string, Message[]>()
  const onMessage = (station: string, message: Message) => {
    const list = said.get(station) ?? []
    list.push(message)
    said.set(station, list)
  }
  return { ...simulate({ scenario, seed, from_ms: FROM_MS, duration_ms: DAY_MS, onMessage }), said }
}

/** Four of the tests ask for the same morning, and change nothing of it. */
let known: ReturnType<typeof day> | null = null
const plainDay = (): ReturnType<typeof day> => {
  known ??= day(5)
  return known
}

describe('a morning at 10 Hz', () => {
  it('truth adds up for any seed: intervals apart, Σ sessions’ running = Σ intervals = running, none beyond its session', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        const { machines, intervals } = day(seed)
        for (const { machine, running_ms_true, sessions } of machines) {
          const worked = intervals.get(machine) ?? []
          expect(worked.every((one, i) => one.from_ms >= (worked[i - 1]?.to_ms ?? 0) && one.to_ms > one.from_ms)).toBe(
            true,
          )
          expect(worked.reduce((sum, one) => sum + one.to_ms - one.from_ms, 0)).toBe(running_ms_true)
          expect(sessions.reduce((sum, one) => sum + one.running_ms_true, 0)).toBe(running_ms_true)
          expect(sessions.every(one => one.running_ms_true <= (one.end_at_ms ?? 0) - one.start_at_ms)).toBe(true)
        }
      }),
      { numRuns: 2 },
    )
  })

  it('people give the order they work for with their first badge, some of them, and change nothing else by it', () => {
    const badges = ({ said }: ReturnType<typeof day>) =>
      [...said.values()].flat().filter(message => message.type === 'badge')
    const plain = plainDay()
    const ordered = day(5, true, 10_000, ['jupes', 'sacs'])
    const given = badges(ordered).filter(({ order }) => order !== undefined)
    expect(new Set(given.map(({ order }) => order))).toEqual(new Set(['jupes', 'sacs']))
    expect(given.every(({ offline }) => offline?.verdict !== 'ended')).toBe(true)
    expect(given.length).toBeLessThan(badges(ordered).length / 2)
    expect(badges(ordered).map(({ order: _, ...badge }) => badge)).toEqual(badges(plain))
    expect(ordered.machines).toEqual(plain.machines)
  })

  it('a machine works only while its relay is closed', () => {
    const { said, intervals } = plainDay()
    for (const [station, messages] of said) {
      const relays = messages.filter(one => one.type === 'relay').map(one => ({ at_ms: one.at_ms ?? 0, on: one.on }))
      const cut = (intervals.get(station) ?? []).filter(({ from_ms, to_ms }) => {
        const closed = relays.findLast(one => one.at_ms <= from_ms + 100)?.on === true
        return !closed || relays.some(one => one.at_ms > from_ms + 100 && one.at_ms < to_ms)
      })
      expect(cut).toEqual([])
    }
  })

  it('is the same to the byte for the same seed', () => {
    const again = JSON.stringify([...day(5).said])
    expect(JSON.stringify([...plainDay().said]) === again).toBe(true)
  })

  it('stations without a register send RMS values only', () => {
    const { said } = day(5, false, 1_000)
    const samples = [...said.values()].flat().filter(one => one.type === 'sample')
    expect(samples.length).toBeGreaterThan(20_000)
    expect(samples.some(one => 'running_ms' in one || 'energy_Wh' in one)).toBe(false)
  })

  it('registered energy is within 2 % of the true energy', () => {
    const { machines, said } = plainDay()
    for (const { station, energy_Wh_true } of machines) {
      const last = (said.get(station) ?? []).findLast(one => one.type === 'sample')
      if (last === undefined) continue
      expect(Math.abs((last.energy_Wh ?? 0) / energy_Wh_true - 1)).toBeLessThan(0.02)
    }
  })
})
