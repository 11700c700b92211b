import { describe, expect, it } from 'vitest'
import { openSession, viewOf } from './station.ts'
import { AWA, atelier, HELLO, Story, sampleOf, seated } from './testing.ts'

const TAUGHT = atelier({ profile: { standby_mA: 60, limit_mA: 16_000 } })
const badge = { type: 'badge', badge: AWA } as const
const sensorFaults = (story: Story) =>
  story
    .of('fault')
    .filter(one => one.code === 'sensor')
    .map(one => one.active)

describe('a clamp that fell off (relay on, and less than half of the least draw)', () => {
  it('is a sensor fault after five seconds, and neither idle nor work', () => {
    const story = seated(TAUGHT)
    story.sampled(2_000, 10_000, 1_030)
    story.sampled(10_000, 14_000, 2)
    expect(sensorFaults(story)).toEqual([])
    expect(viewOf(story.state).state).toBe('running')
    story.sampled(14_000, 20_000, 2)
    expect(sensorFaults(story)).toEqual([true])
    expect(viewOf(story.state).state).toBe('fault')
    story.sampled(20_000, 2_000_000, 2, 10_000)
    // An hour of it does not let the session run out as idle
    expect(openSession(story.state)).toMatchObject({ running_ms: 8_000, end_at_ms: null })
    story.sampled(2_000_000, 2_001_000, 90)
    expect(sensorFaults(story)).toEqual([true, false])
    expect(viewOf(story.state).state).toBe('idle')
  })

  it('is no fault of a machine that may be dark and well, or whose standby nobody taught', () => {
    for (const directory of [atelier({ profile: { standby_mA: 0 } }), atelier()]) {
      const story = seated(directory)
      story.sampled(2_000, 60_000, 0)
      expect(sensorFaults(story)).toEqual([])
      expect(viewOf(story.state).state).toBe('idle')
    }
  })

  it('is not looked for while the relay is open', () => {
    const story = new Story(TAUGHT)
    story.say(0, HELLO)
    for (let up_ms = 1_000; up_ms < 20_000; up_ms += 1_000) story.say(up_ms, { ...sampleOf(0), relay: false } as never)
    expect(sensorFaults(story)).toEqual([])
  })

  it('leaves a fault its own station told to the station', () => {
    const story = seated(TAUGHT)
    story.say(3_000, { type: 'fault', code: 'sensor', active: true })
    story.sampled(3_000, 20_000, 2)
    story.sampled(20_000, 25_000, 90)
    expect(sensorFaults(story)).toEqual([true])
    story.say(26_000, { type: 'fault', code: 'sensor', active: false })
    expect(sensorFaults(story)).toEqual([true, false])
  })
})

describe('a dead meter (`current_mA: null`)', () => {
  it('ends no running cycle whose right has ended; the returning meter does', () => {
    const story = seated()
    story.sampled(2_000, 10_000, 1_030)
    story.say(10_500, badge)
    story.say(11_000, sampleOf(null))
    story.say(12_000, sampleOf(null))
    expect(story.ended()).toEqual([])
    story.say(13_000, sampleOf(1_030))
    expect(story.ended()).toEqual([])
    story.say(14_000, sampleOf(90))
    expect(story.last()).toMatchObject({ end_reason: 'badge-out' })
    // Nothing was worked while nobody could tell
    expect(story.last().running_ms).toBeLessThanOrEqual(9_500)
  })

  it('closes it after ten minutes in which nobody could tell, as silence would', () => {
    const story = seated()
    story.sampled(2_000, 10_000, 1_030)
    story.say(10_500, badge)
    for (let up_ms = 11_000; up_ms < 611_000; up_ms += 10_000) story.say(up_ms, sampleOf(null))
    expect(story.ended()).toEqual([])
    story.say(611_000, sampleOf(null))
    expect(story.last()).toMatchObject({ end_reason: 'badge-out', end_at_ms: expect.any(Number) })
    expect(sensorFaults(story)).toEqual([true])
    // Nobody vouched for any of it: the session is as long as its right
    expect(story.last()).toMatchObject({ session_ms: 8_500 })
  })

  it.each([true, false])('bills nobody the time after the right that nobody can tell of (register: %s)', register => {
    const said = (current_mA: number | null, running_ms: number) => sampleOf(current_mA, register ? { running_ms } : {})
    const blind = () => {
      const story = seated(atelier(), register ? { running_ms: 0 } : {})
      for (let up_ms = 3_000; up_ms <= 10_000; up_ms += 1_000) story.say(up_ms, said(1_030, up_ms - 2_000))
      story.say(10_500, badge)
      for (let up_ms = 11_000; up_ms < 130_000; up_ms += 1_000) story.say(up_ms, said(null, 8_000))
      expect(story.ended()).toEqual([])
      return story
    }
    const still = blind()
    still.say(130_000, said(90, 8_000))
    const silent = blind()
    silent.say(1_000_000, said(90, 8_000))
    const cut = blind()
    cut.reboot()
    cut.say(0, HELLO)
    for (const story of [still, silent, cut])
      expect(story.last()).toMatchObject({ end_reason: 'badge-out', session_ms: 8_500 })
    // A cycle that was there all the while is the session's, to its end
    const ran = blind()
    ran.say(130_000, said(1_030, 128_000))
    expect(ran.ended()).toEqual([])
    ran.say(131_000, said(90, 128_000))
    expect(ran.last().session_ms).toBe(register ? 128_000 : 129_000)
    expect(ran.last().running_ms).toBe(register ? 128_000 : 9_000)
  })

  it('is no fault of a station that never had a meter', () => {
    const story = new Story()
    story.say(0, { ...HELLO, meter: 'none' } as typeof HELLO)
    for (let up_ms = 1_000; up_ms < 60_000; up_ms += 10_000) story.say(up_ms, sampleOf(null))
    expect(sensorFaults(story)).toEqual([])
  })
})

describe('readings that cannot be, or hardly', () => {
  it('bills no jump beyond what the meter can measure', () => {
    const story = seated(TAUGHT)
    story.sampled(2_000, 5_000, 90)
    story.say(6_000, sampleOf(400_000))
    story.sampled(6_000, 9_000, 90)
    expect(openSession(story.state)).toMatchObject({ running_ms: 0 })
    expect(sensorFaults(story)).toEqual([])
  })

  it('says once that a meter is at its end, and bills it as the work it is', () => {
    const story = seated(TAUGHT)
    story.sampled(2_000, 8_000, 16_500)
    expect(story.of('alert').map(one => one.code)).toEqual(['sensor-saturated'])
    expect(openSession(story.state)).toMatchObject({ running_ms: 6_000 })
  })

  it('says once that a value at work has not moved for ten minutes, and bills it all the same', () => {
    const story = seated()
    story.sampled(2_000, 1_502_000, 1_030)
    expect(story.of('alert').map(one => one.code)).toEqual(['sensor-stuck'])
    expect(openSession(story.state)?.running_ms).toBe(1_500_000)
    const moving = seated()
    for (let up_ms = 3_000; up_ms < 1_500_000; up_ms += 1_000)
      moving.say(up_ms, sampleOf(1_000 + ((up_ms / 1_000) % 3)))
    expect(moving.of('alert')).toEqual([])
  })
})
