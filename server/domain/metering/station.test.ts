import { describe, expect, it } from 'vitest'
import { openSession, standing, viewOf } from './station.ts'
import { AWA, AWA_SPARE, atelier, BELA, type Body, HELLO, NOBODY, Story, sampleOf, seated, T0 } from './testing.ts'
import type { EndReason } from './types.ts'

const badge = (badge: string, offline?: 'granted' | 'denied' | 'ended'): Body =>
  offline === undefined
    ? { type: 'badge', badge }
    : { type: 'badge', badge, offline: { verdict: offline, reason: null } }
const fault = (code: string, active = true): Body => ({ type: 'fault', code, active })
const button = (action: 'start-confirm' | 'end' | 'report-fault'): Body => ({ type: 'button', action })

describe('a session (contract §1, Sessions)', () => {
  it('begins with a granted badge and ends with the second one', () => {
    const story = seated()
    expect(story.verdict()).toMatchObject({ for: { boot: 1, seq: 2 }, verdict: 'granted', relay: true, member: 'awa' })
    story.sampled(2_000, 12_000, 1_030)
    story.sampled(12_000, 16_000, 90)
    story.say(16_500, badge(AWA_SPARE))
    expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'badge-out', relay: false })
    expect(story.last()).toMatchObject({
      id: '0bd3d567-7844-884a-8e40-aa9ee0e3b007',
      start_at_ms: T0 + 2_000,
      end_at_ms: T0 + 16_500,
      session_ms: 14_500,
      running_ms: 10_000,
      idle_ms: 4_500,
      grade: 'estimated',
      no_current: false,
      incomplete: false,
    })
  })

  it('changes nothing for the same UID within 2 s and repeats the standing verdict', () => {
    const story = seated()
    const session = story.verdict().session
    story.say(4_000, badge(AWA))
    expect(story.verdict()).toMatchObject({ for: { seq: 3 }, verdict: 'granted', session, relay: true })
    story.say(6_001, badge(AWA))
    expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'badge-out', session })
    story.say(7_000, badge(AWA))
    expect(story.verdict()).toMatchObject({ for: { seq: 5 }, verdict: 'ended', reason: 'badge-out', session })
    expect(story.ended()).toHaveLength(1)
  })

  it('does not repeat a grant that an emergency stop has ended meanwhile', () => {
    const story = seated()
    story.say(2_500, fault('estop'))
    story.say(3_000, badge(AWA))
    expect(story.verdict()).toMatchObject({ verdict: 'ended', session: null, relay: false })
  })

  it('lets another take over when idle, never while running, never where the machine says never', () => {
    const idle = seated()
    idle.say(3_000, sampleOf(90))
    idle.say(4_000, badge(BELA))
    expect(idle.last()).toMatchObject({ member: 'awa', end_reason: 'takeover', session_ms: 2_000 })
    expect(openSession(idle.state)).toMatchObject({ member: 'bela', start_at_ms: T0 + 4_000 })

    const running = seated()
    running.say(3_000, sampleOf(1_000))
    running.say(3_500, badge(BELA))
    // Awa's right stands: the stranger's denial must not open her relay
    expect(running.verdict()).toMatchObject({ verdict: 'denied', reason: 'machine-busy', relay: true, session: null })

    const never = seated(atelier({ machine: { takeover: 'never' } }))
    never.say(4_000, badge(BELA))
    expect(never.verdict()).toMatchObject({ verdict: 'denied', reason: 'machine-busy' })
  })

  it('leaves a running cycle to the session whose right has ended, until current falls below idle', () => {
    const story = seated()
    story.sampled(2_000, 10_000, 1_030)
    story.say(10_500, badge(AWA))
    expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'badge-out', relay: false })
    expect(standing(story.state)).toMatchObject({ verdict: 'ended', session: null, relay: false })
    expect(story.ended()).toHaveLength(0)
    story.say(11_000, sampleOf(1_030))
    story.say(11_200, badge(BELA))
    expect(story.verdict()).toMatchObject({ reason: 'machine-busy', relay: false })
    story.say(12_000, sampleOf(1_030))
    story.say(13_000, sampleOf(80))
    expect(story.last()).toMatchObject({ end_reason: 'badge-out', running_ms: 10_000, session_ms: 11_000 })
  })

  it('dates the end at the badge when the register says that nothing worked after it', () => {
    const story = seated(undefined, { running_ms: 0 })
    story.say(60_000, sampleOf(1_030, { running_ms: 50_000 }))
    story.say(60_000, badge(AWA))
    story.say(120_000, sampleOf(80, { running_ms: 50_000 }))
    expect(story.last()).toMatchObject({ end_reason: 'badge-out', session_ms: 58_000, running_ms: 50_000 })
  })

  it('denies a badge older than 10 s on arrival, by its clock or by up_ms', () => {
    const by_clock = new Story()
    by_clock.say(0, HELLO, { delay_ms: 60_000 })
    by_clock.say(1_000, badge(AWA), { delay_ms: 10_001 })
    expect(by_clock.verdict()).toMatchObject({ verdict: 'denied', reason: 'too-late' })
    const by_uptime = new Story()
    by_uptime.say(0, HELLO, { at_ms: null })
    by_uptime.say(1_000, badge(AWA), { at_ms: null, delay_ms: 10_001 })
    expect(by_uptime.verdict()).toMatchObject({ verdict: 'denied', reason: 'too-late' })
    const in_time = new Story()
    in_time.say(0, HELLO, { at_ms: null })
    in_time.say(1_000, badge(AWA), { at_ms: null, delay_ms: 10_000 })
    expect(in_time.verdict()).toMatchObject({ verdict: 'granted' })
  })

  it('does not end a session on a stale badge', () => {
    const story = seated()
    story.say(5_000, badge(AWA), { delay_ms: 20_000 })
    expect(story.verdict()).toMatchObject({ verdict: 'denied', reason: 'too-late', relay: true })
    expect(openSession(story.state)).not.toBeNull()
  })

  it('gives an unknown badge its denial and an alert', () => {
    const story = new Story()
    story.say(0, HELLO)
    story.say(1_000, badge(NOBODY))
    expect(story.verdict()).toMatchObject({ verdict: 'denied', reason: 'unknown-badge', relay: false })
    expect(story.of('alert').map(alert => alert.code)).toEqual(['unknown-badge'])
  })
})

describe('a station that decided by itself', () => {
  it('gets no verdict, its session stands', () => {
    const story = new Story()
    story.say(0, HELLO, { delay_ms: 3_600_000 })
    story.say(1_000, badge(AWA, 'granted'), { delay_ms: 3_600_000 })
    story.say(9_000, badge(AWA, 'ended'), { delay_ms: 3_600_000 })
    expect(story.of('verdict')).toEqual([])
    expect(story.last()).toMatchObject({ buffered: true, session_ms: 8_000, start_at_ms: T0 + 1_000 })
  })

  it('raises an alert where the server would have refused', () => {
    const story = new Story(atelier({ awa: { suspended: true } }))
    story.say(0, HELLO)
    story.say(1_000, badge(AWA, 'granted'))
    expect(story.of('alert')).toMatchObject([{ code: 'offline-refused' }])
    expect(openSession(story.state)).toMatchObject({ member: 'awa', buffered: true })
  })

  it('raises one where nobody may start this machine offline, and bills it all the same', () => {
    const story = new Story(atelier({ machine: { offline: { start: false, hours: null } } }))
    story.say(0, HELLO)
    story.say(1_000, badge(AWA, 'granted'))
    expect(story.of('alert')).toMatchObject([{ code: 'offline-refused' }])
    expect(openSession(story.state)).toMatchObject({ member: 'awa', buffered: true })
  })

  it('opens nothing for a denial, nor for a badge that nobody holds', () => {
    const story = new Story()
    story.say(0, HELLO)
    story.say(1_000, badge(AWA, 'denied'))
    story.say(9_000, badge(NOBODY, 'granted'))
    expect(story.of('session-started')).toEqual([])
    expect(story.of('alert')).toMatchObject([{ code: 'offline-refused' }])
  })

  it('is told where it stands only when the news is fresh', () => {
    const story = new Story()
    const late = { delay_ms: 3_600_000 }
    story.say(0, HELLO, late)
    story.say(1_000, badge(AWA, 'granted'), late)
    story.say(5_000, button('end'), late)
    expect(story.last().end_reason).toBe('badge-out')
    expect(story.of('verdict')).toEqual([])
    story.say(3_600_000, sampleOf(90))
    expect(story.of('verdict')).toMatchObject([{ for: null, verdict: 'ended', session: null, relay: false }])
  })
})

describe('ends that the fold dates by itself, in station time', () => {
  const idleUntil = (story: Story, to_up_ms: number): Story => {
    story.sampled(2_000, to_up_ms, 90, 10_000)
    return story
  }

  it.each<[EndReason, number, Story]>([
    ['idle', 900_000, seated()],
    ['max-duration', 60_000, seated(atelier({ profile: { max_duration_s: 60 } }))],
    ['pass-expired', 30_500, seated(atelier({ awa_badge: { valid_until_ms: T0 + 32_500 } }))],
    [
      'closing-time',
      3_598_000,
      seated(
        atelier({
          site: { opening: [{ days: [1], from: '09:00', to: '11:00' }] },
          profile: { idle_timeout_s: null },
        }),
      ),
    ],
  ])('%s', (reason, session_ms, story) => {
    idleUntil(story, 3_700_000)
    expect(story.last()).toMatchObject({ end_reason: reason, session_ms, end_at_ms: T0 + 2_000 + session_ms })
    expect(story.verdict()).toMatchObject({ for: null, verdict: 'ended', reason, relay: false })
  })

  it('max-duration leaves a running cycle to finish', () => {
    const story = seated(atelier({ profile: { max_duration_s: 10 } }))
    story.sampled(2_000, 20_000, 1_030)
    expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'max-duration' })
    story.say(21_000, sampleOf(90))
    expect(story.last()).toMatchObject({ end_reason: 'max-duration', running_ms: 18_000, session_ms: 19_000 })
  })

  it('silence ends at the last message before it, and work meanwhile is unattributed', () => {
    const story = seated()
    story.say(3_000, sampleOf(1_030, { running_ms: 0 }))
    story.say(4_000, sampleOf(1_030, { running_ms: 900 }))
    story.say(604_000, sampleOf(90, { running_ms: 100_900 }))
    expect(story.last()).toMatchObject({ end_reason: 'silence', end_at_ms: T0 + 4_000, silent_ms: 0 })
    story.say(608_000, sampleOf(90, { running_ms: 100_900 }))
    expect(story.of('unattributed')).toMatchObject([{ running_ms: 100_000 }])
  })

  it('a message before 600 s keeps it', () => {
    const story = seated()
    story.say(601_999, sampleOf(90))
    expect(openSession(story.state)).toMatchObject({ silent_ms: 595_999, idle_ms: 4_000 })
  })

  it('power-loss at the previous boot’s last message, then a start-confirm is needed', () => {
    const story = seated()
    story.say(5_000, sampleOf(90))
    story.reboot()
    story.say(0, HELLO, { at_ms: T0 + 60_000, delay_ms: 60_000 })
    expect(story.last()).toMatchObject({ end_reason: 'power-loss', end_at_ms: T0 + 5_000, incomplete: false })
    story.say(1_000, badge(AWA), { at_ms: T0 + 61_000, delay_ms: 60_000 })
    expect(story.verdict()).toMatchObject({ verdict: 'denied', reason: 'start-not-confirmed' })
    story.say(2_000, button('start-confirm'), { at_ms: T0 + 62_000, delay_ms: 60_000 })
    story.say(4_000, badge(AWA), { at_ms: T0 + 64_000, delay_ms: 60_000 })
    expect(story.verdict()).toMatchObject({ verdict: 'granted' })
  })

  it('a higher epoch ends it too and may begin at boot 1', () => {
    const story = seated()
    story.epoch = 2
    story.seq = 0
    story.say(0, HELLO)
    expect(story.last()).toMatchObject({ end_reason: 'power-loss', epoch: 1 })
    expect(story.of('alert').map(alert => alert.code)).toEqual(['power-loss', 'epoch-changed'])
  })
})

describe('faults and safety (contract §1)', () => {
  it.each<[string, EndReason]>([
    ['estop', 'estop'],
    ['overcurrent', 'fault'],
    ['jam', 'fault'],
    ['temperature', 'fault'],
  ])('%s ends the session, locks, and needs cause gone, confirm, fresh badge', (code, reason) => {
    const story = seated()
    story.say(3_000, fault(code))
    expect(story.last().end_reason).toBe(reason)
    expect(viewOf(story.state).state).toBe('fault')
    story.say(10_000, badge(AWA))
    expect(story.verdict().reason).toBe('machine-locked')
    story.say(11_000, button('start-confirm'))
    story.say(12_000, fault(code, false))
    story.say(13_000, badge(AWA))
    expect(story.verdict().reason).toBe('start-not-confirmed')
    story.act(14_000, { type: 'release', by: 'boss' })
    story.say(16_000, badge(AWA))
    expect(story.verdict().reason).toBe('start-not-confirmed')
    story.say(17_000, button('start-confirm'))
    story.say(20_000, badge(AWA))
    expect(story.verdict().verdict).toBe('granted')
  })

  it('a jam under a running cycle: the cycle still belongs to the session', () => {
    const story = seated()
    story.sampled(2_000, 5_000, 1_030)
    story.say(5_500, fault('jam'))
    expect(story.ended()).toHaveLength(0)
    story.say(6_000, sampleOf(1_030))
    story.say(7_000, sampleOf(50))
    expect(story.last()).toMatchObject({ end_reason: 'fault', running_ms: 4_000, fault_ms: 1_000 })
  })

  it.each(['sensor', 'relay-stuck', 'reported'])('%s holds the session and counts as fault time', code => {
    const story = seated()
    story.say(3_000, sampleOf(90))
    story.say(3_000, fault(code))
    story.say(7_000, sampleOf(0))
    expect(openSession(story.state)).toMatchObject({ fault_ms: 4_000, idle_ms: 1_000 })
  })

  it('never takes a fallen clamp for idle: the timeout begins anew when the sensor is back', () => {
    const story = seated(atelier({ profile: { idle_timeout_s: 60 } }))
    story.say(3_000, fault('sensor'))
    story.sampled(3_000, 203_000, 0, 10_000)
    story.say(203_000, fault('sensor', false))
    expect(openSession(story.state)).not.toBeNull()
    story.sampled(203_000, 283_000, 90, 10_000)
    expect(story.last()).toMatchObject({ end_reason: 'idle', end_at_ms: T0 + 263_000 })
  })

  it('does not open a fault twice, and a person may resolve it', () => {
    const story = seated()
    story.say(3_000, button('report-fault'))
    story.say(4_000, button('report-fault'))
    story.act(5_000, { type: 'fault-resolve', code: 'reported', by: 'boss' })
    expect(story.of('fault').map(effect => [effect.code, effect.active])).toEqual([
      ['reported', true],
      ['reported', false],
    ])
  })

  it('a person reports a fault like the button does: the session goes on, and what is wrong is told', () => {
    const story = seated()
    story.act(4_000, { type: 'fault-report', by: 'awa', what: 'le fil casse' })
    story.act(4_500, { type: 'fault-report', by: 'awa', what: 'encore' })
    expect(story.of('fault').map(effect => [effect.code, effect.active, effect.detail])).toEqual([
      ['reported', true, 'le fil casse'],
    ])
    expect(openSession(story.state)).not.toBeNull()
    story.act(5_000, { type: 'fault-resolve', code: 'reported', by: 'boss' })
    expect(story.of('fault').at(-1)).toMatchObject({ code: 'reported', active: false })
  })

  it('a lockout ends the session and inhibits the next start until release', () => {
    const story = seated()
    story.say(5_000, sampleOf(90))
    story.act(5_400, { type: 'lockout', by: 'boss', why: 'blade' })
    expect(story.last()).toMatchObject({ end_reason: 'lockout', end_at_ms: T0 + 5_000 })
    story.say(9_000, badge(AWA))
    expect(story.verdict().reason).toBe('machine-locked')
    story.act(10_000, { type: 'release', by: 'boss' })
    story.say(12_000, badge(AWA))
    expect(story.verdict().verdict).toBe('granted')
  })

  it('neither a lockout nor silence is a fault: no time of theirs counts as one', () => {
    const story = seated()
    story.say(5_000, sampleOf(90))
    story.act(5_400, { type: 'lockout', by: 'boss', why: 'blade' })
    story.say(3_605_000, sampleOf(0))
    expect(story.of('state').map(({ state }) => state)).toContain('silent')
    expect(story.of('fault')).toEqual([])
  })
})

describe('what is metered (contract §3)', () => {
  it('by register: lost samples cost resolution, not time', () => {
    const story = seated(undefined, { running_ms: 0 })
    story.say(3_000, sampleOf(1_030, { running_ms: 0 }))
    story.lose(1)
    story.say(123_000, sampleOf(90, { running_ms: 80_000 }))
    story.say(123_000, badge(AWA))
    expect(story.last()).toMatchObject({
      running_ms: 80_000,
      silent_ms: 40_000,
      idle_ms: 1_000,
      session_ms: 121_000,
      grade: 'measured',
      incomplete: true,
    })
    expect(story.of('gap')).toMatchObject([{ boot: 1, from_seq: 4, to_seq: 4, session: story.last().id }])
  })

  it('by register from power-up when no sample of the boot came before the badge', () => {
    const story = new Story()
    story.say(0, HELLO)
    story.say(2_000, badge(AWA))
    story.say(12_000, sampleOf(90, { running_ms: 6_000 }))
    story.say(12_000, badge(AWA))
    expect(story.last()).toMatchObject({ running_ms: 6_000, grade: 'measured' })
  })

  it('by estimate: the earlier sample holds over lost ones, never beyond silent', () => {
    const story = seated()
    story.say(3_000, sampleOf(1_030))
    story.lose(9)
    story.say(13_000, sampleOf(90))
    expect(openSession(story.state)).toMatchObject({ running_ms: 6_000, silent_ms: 4_000, idle_ms: 1_000 })
  })

  it('shares a window in squared current', () => {
    const story = seated()
    const half_mA = Math.round(Math.sqrt((1_030 ** 2 + 90 ** 2) / 2))
    story.sampled(2_000, 102_000, half_mA)
    expect(Math.abs((openSession(story.state)?.running_ms ?? 0) - 50_000)).toBeLessThan(100)
  })

  it('counts pauses under hold_ms as worked, longer ones and the last one not', () => {
    const story = seated()
    story.sampled(2_000, 4_000, 1_030)
    story.sampled(4_000, 6_000, 90)
    story.sampled(6_000, 8_000, 1_030)
    story.sampled(8_000, 13_000, 90)
    story.sampled(13_000, 14_000, 1_030)
    story.sampled(14_000, 16_000, 90)
    expect(openSession(story.state)).toMatchObject({ running_ms: 5_000, worked_ms: 7_000, session_ms: 14_000 })
  })

  it('sensor none: running is the session, grade elapsed, never no-current', () => {
    const story = seated(atelier({ machine: { sensor: 'none' } }))
    story.say(31_000, sampleOf(null))
    story.say(45_000, badge(AWA))
    expect(story.last()).toMatchObject({
      running_ms: 43_000,
      worked_ms: 43_000,
      idle_ms: 0,
      silent_ms: 0,
      grade: 'elapsed',
      no_current: false,
    })
  })

  it('energy by register, never negative, a restart at zero is no jump', () => {
    const story = new Story()
    story.say(0, HELLO)
    story.say(1_000, sampleOf(90, { energy_Wh: 5_000 }))
    story.say(1_000, badge(AWA))
    story.say(2_000, sampleOf(90, { energy_Wh: 5_003 }))
    story.say(3_000, sampleOf(90, { energy_Wh: 0 }))
    story.say(4_000, sampleOf(90, { energy_Wh: 2 }))
    expect(openSession(story.state)?.energy_Wh).toBe(5)
  })

  it('energy from power where there is no register', () => {
    const story = seated()
    for (let up_ms = 3_000; up_ms <= 38_000; up_ms += 1_000)
      story.say(up_ms, { type: 'sample', current_mA: 1_030, relay: true, power_W: 1_000 })
    expect(openSession(story.state)?.energy_Wh).toBe(10)
  })

  it('a fallen clamp: no-current', () => {
    const story = seated()
    story.sampled(2_000, 20_000, 4)
    story.say(20_000, badge(AWA))
    expect(story.last()).toMatchObject({ no_current: true, running_ms: 0 })
  })

  it('work without a session is unattributed, with one alert', () => {
    const story = new Story()
    story.say(0, HELLO)
    story.sampled(0, 5_000, 1_030)
    story.sampled(5_000, 9_000, 90)
    expect(story.of('unattributed')).toEqual([
      {
        kind: 'unattributed',
        machine: 'juki-1',
        from_at_ms: T0,
        to_at_ms: T0 + 5_000,
        running_ms: 5_000,
        energy_Wh: 0,
      },
    ])
    expect(story.of('alert').map(alert => alert.code)).toEqual(['energy-without-session'])
  })
})

describe('states and intervals (contract §3)', () => {
  it('dates running at the first sample above, idle at the first below, silent at its limit', () => {
    const story = new Story(atelier({ profile: { min_on_ms: 1_500 } }))
    story.say(0, HELLO)
    story.say(1_000, sampleOf(90))
    story.sampled(1_000, 6_000, 700)
    story.sampled(6_000, 10_000, 90)
    story.say(30_000, sampleOf(90))
    expect(story.of('state').map(({ state, at_ms }) => [state, at_ms - T0])).toEqual([
      ['off', 0],
      ['idle', 1_000],
      ['running', 2_000],
      ['idle', 7_000],
      ['silent', 15_000],
      ['idle', 30_000],
    ])
  })
})

describe('clocks (contract §1, at_ms)', () => {
  it.each([0, T0 + 365 * 86_400_000])('one from %d is never believed, never refused, said once', at_ms => {
    const story = new Story()
    story.say(0, HELLO, { at_ms })
    story.say(1_000, badge(AWA), { at_ms })
    story.say(5_000, badge(AWA), { at_ms })
    expect(story.last()).toMatchObject({ start_at_ms: T0 + 1_000, session_ms: 4_000, incomplete: true })
    expect(story.of('alert').map(alert => alert.code)).toEqual(['clock-unbelievable'])
  })

  it('a station without a clock is placed by its least delayed message', () => {
    const story = new Story()
    story.say(0, HELLO, { at_ms: null, delay_ms: 60_000 })
    story.say(1_000, badge(AWA, 'granted'), { at_ms: null, delay_ms: 60_000 })
    story.say(61_000, sampleOf(90), { at_ms: null, delay_ms: 0 })
    story.say(62_000, badge(AWA, 'ended'), { at_ms: null, delay_ms: 0 })
    expect(story.last()).toMatchObject({ start_at_ms: T0 + 1_000, session_ms: 61_000, incomplete: false })
  })
})
