import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { badgeHmac } from './badge.ts'
import type { Message, OfflineList } from './messages.ts'
import { type Effect, StationFirmware, type StationSettings } from './station.ts'

const BADGE = 'ab'.repeat(32)
const OTHER = 'cd'.repeat(32)
const NOW_MS = 1_791_187_200_000
const LIST: OfflineList = {
  version: 3,
  issued_at_ms: NOW_MS,
  valid_until_ms: NOW_MS + 3_600_000,
  entries: [
    [BADGE.slice(0, 16), NOW_MS + 3_600_000],
    [OTHER.slice(0, 16), NOW_MS + 3_600_000],
  ],
}
const CONFIG = {
  ...{ type: 'config' as const, sample_ms: 1_000, link_loss_s: 28_800, idle_mA: 90, run_mA: 1_030, run_on_mA: 600 },
  ...{ run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
}
const settings = (more: Partial<StationSettings> = {}): StationSettings => ({
  boot: 7,
  session_was_open: false,
  meter: 'current',
  register: true,
  profile: { idle_mA: 90, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
  sample_ms: 1_000,
  volts_factor: 230,
  clock_ms: NOW_MS,
  list: null,
  ...more,
})

/** A station with its up_ms and everything it said. */
const bench = (more: Partial<StationSettings> = {}) => {
  const firmware = new StationFirmware(settings(more))
  const said: Message[] = []
  let up_ms = 0
  const take = (effects: readonly Effect[]) => {
    for (const effect of effects) if (effect.kind === 'send') said.push(effect.message)
    return effects
  }
  take(firmware.powerOn())
  return {
    firmware,
    said,
    take,
    run(ms: number, current_mA: number | null = 90) {
      for (let t = 0; t < ms; t += 100) {
        up_ms += 100
        take(firmware.tick(up_ms, current_mA))
      }
    },
    grant() {
      const seq = said.findLast(message => message.type === 'badge')?.seq as number
      const verdict = { for: { boot: 7, seq }, verdict: 'granted', reason: null, relay: true } as const
      take(firmware.down({ type: 'verdict', ...verdict }))
    },
  }
}
const types = (said: Message[]) => said.map(message => message.type)

describe('the envelope (contract §1)', () => {
  it('begins with hello at seq 0, then counts over all types, with a monotonic up_ms', () => {
    const station = bench()
    station.firmware.linked(true)
    station.run(2_500)
    station.take(station.firmware.badge(BADGE))
    station.take(station.firmware.button('report-fault'))
    expect(station.said[0]).toMatchObject({ type: 'hello', boot: 7, seq: 0, up_ms: 0, at_ms: NOW_MS, meter: 'current' })
    expect(station.said.map(message => message.seq)).toEqual(station.said.map((_, i) => i))
    expect(station.said.map(message => message.up_ms)).toEqual(
      station.said.map(message => message.up_ms).sort((a, b) => a - b),
    )
  })

  it('sends at_ms null until it knows the time, and sets its clock from `time`', () => {
    const station = bench({ clock_ms: null })
    station.run(1_000)
    station.take(station.firmware.down({ type: 'time', epoch_ms: NOW_MS }))
    station.run(1_000)
    expect(station.said.map(message => message.at_ms)).toEqual([null, null, NOW_MS + 1_000])
  })
})

describe('samples', () => {
  it('come at their interval with register and energy', () => {
    const station = bench()
    station.run(3_000, 1_000)
    expect(types(station.said)).toEqual(['hello', 'sample', 'sample', 'sample'])
    expect(station.said.at(-1)).toMatchObject({ current_mA: 1_000, running_ms: 3_000, relay: false, energy_Wh: 0 })
  })

  it('come immediately before each badge and relay', () => {
    const station = bench()
    station.firmware.linked(true)
    station.run(400)
    station.take(station.firmware.badge(BADGE))
    station.run(200)
    station.grant()
    expect(types(station.said)).toEqual(['hello', 'sample', 'badge', 'sample', 'relay'])
    expect(station.said.at(-1)).toMatchObject({ on: true, cause: 'badge' })
  })

  it('carry no register where the station has none, and no current where it has no meter', () => {
    const rms = bench({ register: false })
    rms.run(1_000)
    expect(Object.keys(rms.said.at(-1) as object)).not.toContain('running_ms')
    const tool = bench({ register: false, meter: 'none' })
    tool.run(1_000, null)
    expect(tool.said.at(-1)).toMatchObject({ current_mA: null, relay: true })
    expect(tool.said[0]).toMatchObject({ meter: 'none', relay: false })
  })

  it('follow `config`: another interval, other thresholds', () => {
    const station = bench()
    const levels = { idle_mA: 90, run_mA: 400, run_on_mA: 200, run_off_mA: 150, min_on_ms: 0, hold_ms: 500 }
    station.take(station.firmware.down({ type: 'config', sample_ms: 500, link_loss_s: 60, ...levels }))
    station.run(1_000, 300)
    expect(station.said.slice(1)).toMatchObject([{ running_ms: 500 }, { running_ms: 1_000 }])
  })
})

describe('badges', () => {
  it('leave the reader as HMAC-SHA256 of the UID’s bytes', () => {
    const expected = createHmac('sha256', Buffer.alloc(32, 0xab))
      .update(Buffer.from([4, 0xa2, 0xb3, 0xc4]))
      .digest('hex')
    expect(badgeHmac('ab'.repeat(32), '04A2B3C4')).toBe(expected)
  })

  it.each<[string, Partial<StationSettings>, (bench_: ReturnType<typeof bench>) => void, object]>([
    ['listed: granted', { list: LIST }, () => {}, { verdict: 'granted', reason: null }],
    ['no list: not listed', {}, () => {}, { verdict: 'denied', reason: 'offline-not-listed' }],
    [
      'list run out',
      { list: { ...LIST, valid_until_ms: NOW_MS } },
      () => {},
      { verdict: 'denied', reason: 'offline-not-listed' },
    ],
    ['clock unknown', { list: LIST, clock_ms: null }, () => {}, { verdict: 'denied', reason: 'offline-not-listed' }],
    [
      'after a boot that ended a session',
      { list: LIST, session_was_open: true },
      () => {},
      { verdict: 'denied', reason: 'start-not-confirmed' },
    ],
    [
      'the same badge again: out',
      { list: LIST },
      station => {
        station.take(station.firmware.badge(BADGE))
        station.run(2_100)
      },
      { verdict: 'ended', reason: 'badge-out' },
    ],
    [
      'the same badge within 2 s: changes nothing, the standing verdict again',
      { list: LIST },
      station => {
        station.take(station.firmware.badge(BADGE))
        station.run(1_500)
        station.take(station.firmware.badge(BADGE))
        station.run(1_500)
      },
      { verdict: 'granted', reason: null },
    ],
    [
      'where nobody may start offline: not listed, whatever a list says',
      { list: LIST },
      station => station.take(station.firmware.down({ ...CONFIG, offline_start: false })),
      { verdict: 'denied', reason: 'offline-not-listed' },
    ],
    [
      'another’s machine, running: busy',
      { list: LIST },
      station => {
        station.take(station.firmware.badge(OTHER))
        station.run(500, 1_000)
      },
      { verdict: 'denied', reason: 'machine-busy' },
    ],
    [
      'another’s machine, idle: taken over',
      { list: LIST },
      station => {
        station.take(station.firmware.badge(OTHER))
        station.run(5_000)
      },
      { verdict: 'granted', reason: null },
    ],
  ])('without a link, %s', (_, more, before, offline) => {
    const station = bench(more)
    station.run(1_000)
    before(station)
    station.take(station.firmware.badge(BADGE))
    expect(station.said.findLast(message => message.type === 'badge')).toMatchObject({ badge: BADGE, offline })
  })
})

describe('commands (contract §1 `command`)', () => {
  const relayOff = { type: 'command', op: 'relay-off', boot: 7, expires_up_ms: 60_000, id: 'c1' } as const
  it.each<[string, object, number]>([
    ['in time: carried out', {}, 1],
    ['for another boot: ignored', { boot: 6 }, 0],
    ['expired: ignored', { expires_up_ms: 100 }, 0],
  ])('%s', (_, more, opened) => {
    const station = bench()
    station.firmware.linked(true)
    station.run(1_000)
    station.take(station.firmware.badge(BADGE))
    station.grant()
    station.take(station.firmware.down({ ...relayOff, ...more }))
    expect(station.said.filter(message => message.type === 'relay' && !message.on)).toHaveLength(opened)
  })

  it('repeated: ignored, though the relay has closed again since', () => {
    const station = bench()
    station.firmware.linked(true)
    for (let round = 0; round < 2; round += 1) {
      station.run(1_000)
      station.take(station.firmware.badge(BADGE))
      station.grant()
      station.take(station.firmware.down(relayOff))
    }
    expect(station.firmware.relay_on).toBe(true)
  })
})

describe('a clamp that falls off', () => {
  it('is told as sensor fault after five seconds; relay and right are held, and its return is told', () => {
    const station = bench()
    station.firmware.linked(true)
    station.run(1_000)
    station.take(station.firmware.badge(BADGE))
    station.grant()
    station.run(60_000, 0)
    expect(station.said.filter(message => message.type === 'fault')).toMatchObject([{ code: 'sensor', active: true }])
    expect(station.firmware.relay_on).toBe(true)
    station.run(10_000)
    expect(station.said.filter(message => message.type === 'fault')).toMatchObject([
      { active: true },
      { active: false },
    ])
    expect(station.firmware.relay_on).toBe(true)
    expect(station.firmware.session_open).toBe(true)
  })
})

describe('a contact that does not open', () => {
  it('is told as relay-stuck when the machine works behind it for five seconds, and again when it has stopped', () => {
    const station = bench()
    station.run(5_000)
    station.run(4_000, 1_000)
    const faults = () => station.said.filter(message => message.type === 'fault')
    expect(faults()).toEqual([])
    station.run(2_000, 1_000)
    expect(faults()).toMatchObject([{ code: 'relay-stuck', active: true }])
    station.run(5_000)
    expect(faults()).toMatchObject([{ active: true }, { code: 'relay-stuck', active: false }])
  })
})
