/** Each safety rule of contract §1 on a composed station, as a table or a story. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StationConfig } from '#server/contract/downlink.ts'
import { UplinkSchemas } from '#server/contract/uplink.ts'
import { FALLEN_AFTER_ms } from './composed/meter.ts'
import { INHERITED_WAIT_ms, RELAY_GONE_ms, STUCK_AFTER_ms } from './composed/relay.ts'
import type { ComposedState, Down, Effect, Input, Settings } from './composed/state.ts'
import { composedAtStart, stepComposed } from './composed.ts'

const AWA = 'a'.repeat(64)
const BO = 'b'.repeat(64)
const CONFIG: StationConfig = {
  ...{ version: 1, sample_ms: 1_000, link_loss_s: 60, profile: 'servo', idle_mA: 90, run_mA: 1_030 },
  ...{ run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
}
const SETTINGS: Settings = {
  ...{ boot: 7, model: 'test', parts: { reader: true, meter: true, relay: true }, session_was_open: false },
  ...{ was_closed: false, locked: false, config: CONFIG, list: null, epoch_ms: 1_760_000_000_000 },
}
const LIST = {
  ...{ version: 3, issued_at_ms: 1_760_000_000_000, valid_until_ms: 1_760_000_100_000 },
  entries: [
    ['a'.repeat(16), 1_760_000_090_000],
    ['b'.repeat(16), 1_760_000_005_000],
  ] as [string, number][],
}
const IDLE_mA = 90
const WORK_mA = 1_000

/** A station and its day, told step by step. */
class Rig {
  state: ComposedState
  up_ms = 0
  effects: Effect[] = []

  constructor(settings: Partial<Settings> = {}) {
    this.state = composedAtStart({ ...SETTINGS, ...settings })
    this.do({ kind: 'power-up' })
  }
  do(input: Input): this {
    const { state, effects } = stepComposed(this.state, input, this.up_ms)
    this.state = state
    this.effects.push(...effects)
    return this
  }
  down(down: Down): this {
    return this.do({ kind: 'down', down })
  }
  /** Time with readings every 500 ms; null: the meter says nothing. */
  pass(for_ms: number, current_mA: number | null): this {
    const until_ms = this.up_ms + for_ms
    while (this.up_ms < until_ms) {
      this.up_ms += Math.min(500, until_ms - this.up_ms)
      if (current_mA !== null) {
        this.do({ kind: 'reading', reading: { current_mA, power_W: current_mA / 4, energy_Wh: 5 } })
      }
      this.do({ kind: 'tick' })
    }
    return this
  }
  /** Relay there, link up, opened, idle. */
  ready(): this {
    return this.do({ kind: 'relay-port', there: true }).do({ kind: 'link', up: true }).pass(4_000, IDLE_mA)
  }
  granted(badge = AWA): this {
    this.do({ kind: 'card', badge })
    return this.answer('granted')
  }
  answer(verdict: 'granted' | 'denied' | 'ended', more: { reason?: 'badge-out' | 'start-not-confirmed' } = {}): this {
    const seq = this.state.asked?.seq ?? -1
    const { reason = null } = more
    const payload = { verdict, reason, session: null, relay: verdict === 'granted', display: '' }
    return this.down({ type: 'verdict', payload: { for: { boot: this.state.boot, seq }, ...payload } })
  }
  standing(verdict: 'granted' | 'ended'): this {
    const payload = { for: null, verdict, reason: null, session: null, relay: verdict === 'granted', display: '' }
    return this.down({ type: 'verdict', payload })
  }
  command(op: 'relay-off' | 'inhibit-next-start' | 'lockout' | 'release' | 'identify', more = {}): this {
    const payload = { id: `c${this.effects.length}`, op, boot: this.state.boot, expires_up_ms: this.up_ms + 5_000 }
    return this.down({ type: 'command', payload: { ...payload, ...more } })
  }
  get closed(): boolean {
    return this.effects.findLast(effect => effect.kind === 'relay')?.on ?? false
  }
  sent(type: string): Record<string, unknown>[] {
    return this.effects.flatMap(effect => (effect.kind === 'send' && effect.type === type ? [effect.body] : []))
  }
}
const rig = (settings: Partial<Settings> = {}) => new Rig(settings).ready()

describe('power-up', () => {
  it('says hello with seq 0 and opens the relay first of all', () => {
    const one = rig()
    expect(one.sent('hello')).toMatchObject([{ boot: 7, seq: 0, reader: true, meter: 'energy', relay: true }])
    expect(one.effects.filter(effect => effect.kind === 'relay')).toEqual([{ kind: 'relay', on: false }])
  })

  it('opens it without a word from the meter too, a little later', () => {
    const one = new Rig().do({ kind: 'relay-port', there: true }).pass(INHERITED_WAIT_ms - 500, null)
    expect(one.sent('relay')).toEqual([])
    expect(one.pass(500, null).sent('relay')).toMatchObject([{ on: false, cause: 'power-up' }])
  })

  it('does not cut the cycle that outlived the gateway; opens when it is idle for the hold', () => {
    const one = new Rig().do({ kind: 'relay-port', there: true }).pass(20_000, WORK_mA)
    expect(one.effects.filter(effect => effect.kind === 'relay')).toEqual([])
    expect(one.sent('sample').at(-1)).toMatchObject({ relay: true })
    expect(one.pass(3_000, IDLE_mA).sent('relay')).toEqual([])
    expect(one.pass(1_000, IDLE_mA).sent('relay')).toMatchObject([{ on: false }])
  })

  it.each([
    ['a meter that says nothing', null, CONFIG],
    ['a current nobody can judge without a config', IDLE_mA, null],
  ])('holds a contact that was closed at %s: nobody can tell that nothing runs behind it', (_, current_mA, config) => {
    const one = new Rig({ was_closed: true, config }).do({ kind: 'relay-port', there: true }).pass(600_000, current_mA)
    expect(one.sent('relay')).toEqual([])
    const told = one.down({ type: 'config', payload: CONFIG }).pass(4_000, IDLE_mA)
    expect(told.sent('relay')).toMatchObject([{ on: false, cause: 'power-up' }])
  })

  it('remembers the contact before it closes and after it has opened', () => {
    const one = rig()
    const told = () => one.effects.flatMap(effect => (effect.kind === 'remember' ? [effect.closed] : []))
    one.granted()
    expect(told().at(-1)).toBe(true)
    const [remembered, moved] = ['remember', 'relay'].map(kind => one.effects.findLastIndex(one => one.kind === kind))
    expect(remembered).toBeLessThan(moved ?? 0)
    one.do({ kind: 'card', badge: AWA }).answer('ended', { reason: 'badge-out' }).pass(1_000, WORK_mA)
    expect(told().at(-1)).toBe(true)
    one.pass(4_000, IDLE_mA)
    expect(one.closed).toBe(false)
    expect(told().at(-1)).toBe(false)
  })

  it('energises nothing by a standing that grants', () => {
    expect(rig().standing('granted').closed).toBe(false)
  })
})

describe('an authority', () => {
  it('closes the relay for a granted badge, with a sample before badge and relay', () => {
    const one = rig()
    const before = one.effects.length
    one.granted()
    expect(one.effects.slice(before).map(effect => (effect.kind === 'send' ? effect.type : effect.kind))).toEqual([
      ...['sample', 'badge', 'remember', 'relay', 'sample', 'relay'],
    ])
    expect(one.closed).toBe(true)
    expect(one.effects.findLast(effect => effect.kind === 'remember')).toMatchObject({ session_open: true })
  })

  it.each([
    ['exactly 10 s old', 10_000, {}, true],
    ['older than 10 s', 10_500, {}, false],
    ['for another boot', 0, { boot: 6 }, false],
    ['for another badge', 0, { seq: 1 }, false],
  ])('%s', (_, age_ms, about, closes) => {
    const one = rig().do({ kind: 'card', badge: AWA }).pass(age_ms, IDLE_mA)
    const payload = { verdict: 'granted', reason: null, session: null, relay: true, display: '' } as const
    const asked = { boot: one.state.boot, seq: one.state.asked?.seq ?? -1, ...about }
    one.down({ type: 'verdict', payload: { for: asked, ...payload } })
    expect(one.closed).toBe(closes)
  })

  it('is used once: the same answer again closes nothing after an end', () => {
    const one = rig().do({ kind: 'card', badge: AWA })
    const { seq } = one.state.asked ?? { seq: -1 }
    one.answer('granted').pass(1_000, IDLE_mA)
    one.do({ kind: 'card', badge: AWA }).answer('ended', { reason: 'badge-out' }).pass(4_000, IDLE_mA)
    expect(one.closed).toBe(false)
    const again = { for: { boot: 7, seq }, verdict: 'granted', reason: null, session: null, relay: true, display: '' }
    one.down({ type: 'verdict', payload: { ...again, verdict: 'granted' } })
    expect(one.closed).toBe(false)
  })

  it('lapses after link_loss_s without a word: the next start is inhibited, the running cycle is not cut', () => {
    const one = rig().granted().pass(120_000, WORK_mA)
    expect(one.closed).toBe(true)
    expect(one.pass(3_000, IDLE_mA).closed).toBe(true)
    expect(one.pass(1_000, IDLE_mA).closed).toBe(false)
    expect(one.sent('relay').at(-1)).toMatchObject({ on: false, cause: 'link-loss' })
  })

  it('is renewed by any down message', () => {
    const one = rig().granted()
    for (let minute = 0; minute < 5; minute += 1) one.pass(59_000, IDLE_mA).down({ type: 'other' })
    expect(one.closed).toBe(true)
  })
})

describe('an end', () => {
  const ended = () =>
    rig().granted().pass(2_000, WORK_mA).do({ kind: 'card', badge: AWA }).answer('ended', { reason: 'badge-out' })

  it('leaves the running cycle alone and opens after the hold of idle', () => {
    const one = ended().pass(60_000, WORK_mA)
    expect(one.closed).toBe(true)
    expect(one.pass(3_000, IDLE_mA).closed).toBe(true)
    expect(one.pass(500, IDLE_mA).closed).toBe(false)
    expect(one.sent('relay').at(-1)).toMatchObject({ on: false, cause: 'badge-out' })
  })

  it('does not count idle that work interrupts', () => {
    expect(ended().pass(2_500, IDLE_mA).pass(500, WORK_mA).pass(2_500, IDLE_mA).closed).toBe(true)
  })

  it.each([
    ['a dead meter', (one: Rig) => one.do({ kind: 'meter-lost', detail: 'mute' }).pass(60_000, null)],
    ['silence', (one: Rig) => one.pass(60_000, null)],
    ['a fallen clamp', (one: Rig) => one.pass(60_000, 0)],
  ])('%s is not idle: the relay is held', (_, happen) => {
    const one = ended()
    happen(one)
    expect(one.closed).toBe(true)
    expect(one.pass(4_000, IDLE_mA).closed).toBe(false)
  })

  it('without a config nobody knows what idle is: held', () => {
    const one = rig({ config: null }).pass(2_000, IDLE_mA).granted()
    one.do({ kind: 'card', badge: AWA }).answer('ended', { reason: 'badge-out' }).pass(60_000, 0)
    expect(one.closed).toBe(true)
  })

  it('that was said before the server knew of this right does not touch it', () => {
    const one = rig({ list: LIST }).do({ kind: 'link', up: false }).do({ kind: 'card', badge: AWA })
    expect(one.closed).toBe(true)
    one.standing('ended').pass(5_000, IDLE_mA)
    expect(one.closed).toBe(true)
    one
      .do({ kind: 'committed', seq: one.state.right?.seq ?? -1 })
      .standing('ended')
      .pass(5_000, IDLE_mA)
    expect(one.closed).toBe(false)
  })
})

describe('commands', () => {
  it.each([
    ['relay-off, idle', 'relay-off', IDLE_mA, 0, false],
    ['relay-off, running', 'relay-off', WORK_mA, 0, true],
    ['relay-off, idle at last', 'relay-off', WORK_mA, 4_000, false],
    ['inhibit-next-start, idle for less than the hold', 'inhibit-next-start', WORK_mA, 3_000, true],
    ['inhibit-next-start, idle for the hold', 'inhibit-next-start', WORK_mA, 4_000, false],
    ['lockout, running', 'lockout', WORK_mA, 0, true],
    ['lockout, idle at last', 'lockout', WORK_mA, 4_000, false],
    ['release', 'release', IDLE_mA, 9_000, true],
    ['identify', 'identify', IDLE_mA, 9_000, true],
  ] as const)('%s', (_, op, current_mA, idle_after_ms, closed) => {
    const one = rig().granted().pass(5_000, current_mA).command(op)
    expect(one.pass(idle_after_ms, IDLE_mA).closed).toBe(closed)
  })

  it.each([
    ['expired', { expires_up_ms: 1 }],
    ['for another boot', { boot: 6 }],
  ])('%s: ignored', (_, more) => {
    expect(rig().granted().command('relay-off', more).closed).toBe(true)
  })

  it('repeated: ignored', () => {
    const one = rig().command('relay-off', { id: 'same' }).granted().command('relay-off', { id: 'same' })
    expect(one.closed).toBe(true)
  })

  it('a locked machine closes for nobody; its release closes nothing by itself', () => {
    const one = rig().command('lockout').granted()
    expect(one.closed).toBe(false)
    expect(one.command('release').closed).toBe(false)
    expect(one.granted().closed).toBe(true)
  })

  it('no command energises', () => {
    for (const op of ['relay-off', 'inhibit-next-start', 'lockout', 'release', 'identify'] as const)
      expect(rig().command(op).pass(10_000, IDLE_mA).closed).toBe(false)
  })
})

describe('faults', () => {
  it.each([
    [
      'a meter that is lost',
      'meter-mute address=1',
      (one: Rig) => one.do({ kind: 'meter-lost', detail: 'meter-mute address=1' }),
    ],
    ['a clamp that fell off', 'clamp-off', (one: Rig) => one.pass(FALLEN_AFTER_ms + 1_000, 0)],
  ] as const)('%s is `sensor` (%s), holds the relay, and is over when the meter is back', (_, detail, happen) => {
    const one = rig().granted()
    happen(one)
    expect(one.sent('fault')).toMatchObject([{ code: 'sensor', active: true, detail }])
    expect(one.pass(30_000, null).closed).toBe(true)
    expect(one.pass(1_000, IDLE_mA).sent('fault')).toMatchObject([{ active: true }, { code: 'sensor', active: false }])
  })

  it.each([
    ['draws what standby was taught to be', 20, 20, 0],
    ['draws nothing, as it was taught to', 0, 0, 0],
    ['draws far less than standby', 100, 20, 1],
    ['draws far less than idle, and nobody taught standby', null, 20, 1],
  ])('a machine that %s: standby %s mA, now %s mA', (_, standby_mA, current_mA, faults) => {
    const one = rig({ config: { ...CONFIG, idle_mA: 200, standby_mA } })
      .granted()
      .pass(60_000, current_mA)
    expect(one.sent('fault')).toHaveLength(faults)
    expect(one.closed).toBe(true)
  })

  it('on a dead meter nothing is closed either', () => {
    expect(rig().do({ kind: 'meter-lost', detail: 'x' }).granted().closed).toBe(false)
  })

  it('reads nothing behind an open relay without calling it a fault', () => {
    expect(rig().pass(60_000, 0).sent('fault')).toEqual([])
  })

  it('a machine that works behind an open relay is `relay-stuck`', () => {
    const one = rig().pass(STUCK_AFTER_ms + 1_000, WORK_mA)
    expect(one.sent('fault')).toMatchObject([{ code: 'relay-stuck', active: true }])
    expect(one.pass(1_000, IDLE_mA).sent('fault').at(-1)).toMatchObject({ code: 'relay-stuck', active: false })
  })

  it('a relay pulled out under a session is open and a fault; back, it stays open until confirmed and badged', () => {
    const one = rig().granted().do({ kind: 'relay-port', there: false })
    expect(one.sent('relay').at(-1)).toMatchObject({ on: false, cause: 'relay-unplugged' })
    expect(one.sent('fault')).toMatchObject([{ code: 'other', active: true }])
    one.do({ kind: 'relay-port', there: true }).pass(1_000, IDLE_mA)
    expect(one.closed).toBe(false)
    expect(one.sent('fault').at(-1)).toMatchObject({ code: 'other', active: false })
    expect(one.do({ kind: 'card', badge: AWA }).state.asked).toBeNull()
    expect(one.pass(3_000, IDLE_mA).granted().closed).toBe(true)
  })

  it('a replug of an open relay within 3 s is no fault, a missing one is', () => {
    const one = rig()
      .do({ kind: 'relay-port', there: false })
      .pass(3_000, IDLE_mA)
      .do({ kind: 'relay-port', there: true })
    expect(one.pass(10_000, IDLE_mA).sent('fault')).toEqual([])
    one.do({ kind: 'relay-port', there: false }).pass(RELAY_GONE_ms, IDLE_mA)
    expect(one.sent('fault')).toMatchObject([{ code: 'other', active: true }])
  })
})

describe('a plug as relay', () => {
  const plug = (settings: Partial<Settings> = {}) =>
    rig({ parts: { reader: true, meter: true, relay: true, plug: true }, ...settings })

  it('out of reach while nobody works is silent, not broken: `sensor` by its meter, and a badge closes nothing', () => {
    const one = plug().do({ kind: 'relay-port', there: false }).do({ kind: 'meter-lost', detail: 'silent' })
    one.pass(RELAY_GONE_ms * 4, null)
    expect(one.sent('fault')).toMatchObject([{ code: 'sensor', active: true }])
    expect(one.granted().closed).toBe(false)
    one.do({ kind: 'relay-port', there: true }).pass(4_000, IDLE_mA)
    expect(one.sent('fault').at(-1)).toMatchObject({ code: 'sensor', active: false })
    expect(one.granted().closed).toBe(true)
  })

  it('late at power-up is no fault either', () => {
    const one = new Rig({ parts: { reader: true, meter: true, relay: true, plug: true } }).pass(60_000, IDLE_mA)
    expect(one.sent('fault')).toEqual([])
  })
})

describe('after power loss: the same card twice', () => {
  const lost = () => rig({ session_was_open: true })

  it('refuses the first by itself, takes the second as confirmation and fresh badge', () => {
    const one = lost().do({ kind: 'card', badge: AWA })
    expect(one.sent('badge')).toMatchObject([{ offline: { verdict: 'denied', reason: 'start-not-confirmed' } }])
    one.pass(3_000, IDLE_mA).granted()
    expect(one.sent('button')).toMatchObject([{ action: 'start-confirm' }])
    expect(one.sent('badge')[1]).not.toHaveProperty('offline')
    expect(one.closed).toBe(true)
  })

  it.each([
    ['too soon', 1_500, AWA],
    ['too late', 31_000, AWA],
    ['by another card', 5_000, BO],
  ])('%s: no confirmation', (_, after_ms, badge) => {
    const one = lost().do({ kind: 'card', badge: AWA }).pass(after_ms, IDLE_mA).do({ kind: 'card', badge })
    expect(one.sent('button')).toEqual([])
    expect(one.state.asked).toBeNull()
  })

  it('also where only the server knows that one is needed', () => {
    const one = rig().do({ kind: 'card', badge: AWA }).answer('denied', { reason: 'start-not-confirmed' })
    expect(one.pass(3_000, IDLE_mA).granted().closed).toBe(true)
    expect(one.sent('button')).toHaveLength(1)
  })
})

describe('offline', () => {
  const offline = (more: Partial<Settings> = {}) => rig({ list: LIST, ...more }).do({ kind: 'link', up: false })
  const verdictOf = (one: Rig) => one.sent('badge').at(-1)?.offline

  it('grants who is listed, ends by the same badge, and says so on the badge', () => {
    const one = offline().do({ kind: 'card', badge: AWA })
    expect(verdictOf(one)).toEqual({ verdict: 'granted', reason: null })
    expect(one.closed).toBe(true)
    one.pass(3_000, IDLE_mA).do({ kind: 'card', badge: AWA })
    expect(verdictOf(one)).toEqual({ verdict: 'ended', reason: 'badge-out' })
    expect(one.pass(1_000, IDLE_mA).closed).toBe(false)
  })

  it.each([
    ['is not on the list', {}, (one: Rig) => one.do({ kind: 'card', badge: 'c'.repeat(64) }), 'offline-not-listed'],
    ['has no list', { list: null }, (one: Rig) => one.do({ kind: 'card', badge: AWA }), 'offline-not-listed'],
    ['has no clock', { epoch_ms: null }, (one: Rig) => one.do({ kind: 'card', badge: AWA }), 'offline-not-listed'],
    [
      'entry has run out',
      {},
      (one: Rig) => one.pass(2_000, IDLE_mA).do({ kind: 'card', badge: BO }),
      'offline-not-listed',
    ],
    [
      'list has run out',
      {},
      (one: Rig) => one.pass(97_000, IDLE_mA).do({ kind: 'card', badge: AWA }),
      'offline-not-listed',
    ],
    ['machine is locked', { locked: true }, (one: Rig) => one.do({ kind: 'card', badge: AWA }), 'machine-locked'],
    [
      'machine works for another',
      {},
      (one: Rig) => one.do({ kind: 'card', badge: BO }).pass(500, WORK_mA).do({ kind: 'card', badge: AWA }),
      'machine-busy',
    ],
  ])('denies: %s', (_, settings, happen, reason) => {
    const one = offline(settings)
    happen(one)
    expect(verdictOf(one)).toEqual({ verdict: 'denied', reason })
  })

  it('ends a right by itself after so long idle, as the server will find; work begins the time anew', () => {
    const config = { ...CONFIG, idle_timeout_s: 30 }
    const one = offline({ config }).do({ kind: 'card', badge: AWA }).pass(20_000, IDLE_mA).pass(2_000, WORK_mA)
    one.pass(29_000, IDLE_mA)
    expect(one.closed).toBe(true)
    one.pass(2_500, IDLE_mA)
    expect(one.closed).toBe(false)
    expect(one.sent('relay').at(-1)).toMatchObject({ on: false, cause: 'idle' })
    one.do({ kind: 'card', badge: AWA })
    expect(verdictOf(one)).toEqual({ verdict: 'granted', reason: null })
  })

  it('leaves that to the server while it can be asked', () => {
    const one = rig({ list: LIST, config: { ...CONFIG, idle_timeout_s: 30 } })
      .granted()
      .pass(60_000, IDLE_mA)
    expect(one.state.holder).toBe(AWA)
  })

  it('gives the standing verdict to the same card within 2 s, and changes nothing', () => {
    const one = offline().do({ kind: 'card', badge: AWA }).pass(1_500, IDLE_mA).do({ kind: 'card', badge: AWA })
    expect(verdictOf(one)).toEqual({ verdict: 'granted', reason: null })
    expect(one.pass(10_000, IDLE_mA).closed).toBe(true)
  })

  it('starts nobody where the machine may not be started offline, whatever a list says', () => {
    const one = offline({ config: { ...CONFIG, offline_start: false } }).do({ kind: 'card', badge: AWA })
    expect(verdictOf(one)).toEqual({ verdict: 'denied', reason: 'offline-not-listed' })
  })

  it('takes the clock from the server where it has one', () => {
    const one = offline({ epoch_ms: null }).down({ type: 'time', payload: { epoch_ms: 1_760_000_000_000 } })
    expect(verdictOf(one.do({ kind: 'card', badge: AWA }))).toMatchObject({ verdict: 'granted' })
  })
})

describe('samples', () => {
  it('come each second, with the RMS of what was read and the registers', () => {
    const one = rig()
    const before = one.sent('sample').length
    one.up_ms += 500
    one.do({ kind: 'reading', reading: { current_mA: 300, power_W: 60, energy_Wh: 5 } })
    one.up_ms += 500
    one.do({ kind: 'reading', reading: { current_mA: 400, power_W: 80, energy_Wh: 6 } }).do({ kind: 'tick' })
    // √((300² + 400²) / 2) = 353.55
    expect(one.sent('sample').slice(before)).toMatchObject([
      { current_mA: 354, power_W: 80, energy_Wh: 6, relay: false },
    ])
    expect(one.pass(10_000, IDLE_mA).sent('sample')).toHaveLength(before + 11)
  })

  it('say null when nobody knows', () => {
    expect(rig().pass(5_000, null).sent('sample').at(-1)).toMatchObject({ current_mA: null })
  })

  it('come every 30 s without a meter, and without a relay the machine is on', () => {
    const one = new Rig({ parts: { reader: true, meter: false, relay: false } }).pass(90_000, null)
    expect(one.sent('hello')).toMatchObject([{ meter: 'none', relay: false, sample_ms: 30_000 }])
    expect(one.sent('sample')).toHaveLength(3)
    expect(one.sent('sample')[0]).toMatchObject({ current_mA: null, relay: true })
  })

  it('a stop opens the relay, but not under a running machine', () => {
    expect(rig().granted().do({ kind: 'stop' }).closed).toBe(false)
    expect(rig().granted().pass(1_000, WORK_mA).do({ kind: 'stop' }).closed).toBe(true)
  })

  it('a stop holds the relay as it is on a dead meter: nobody can tell that the machine rests', () => {
    const dead = { kind: 'meter-lost', detail: 'mute' } as const
    expect(rig().granted().do(dead).do({ kind: 'stop' }).closed).toBe(true)
  })
})

describe('whatever happens', () => {
  const badge = fc.constantFrom(AWA, BO)
  const act: fc.Arbitrary<(one: Rig) => unknown> = fc.oneof(
    badge.map(hmac => (one: Rig) => one.do({ kind: 'card', badge: hmac })),
    fc.constantFrom('granted', 'denied', 'ended').map(verdict => (one: Rig) => one.answer(verdict)),
    fc.constantFrom('granted', 'ended').map(verdict => (one: Rig) => one.standing(verdict)),
    fc.constantFrom('relay-off', 'lockout', 'release', 'inhibit-next-start').map(op => (one: Rig) => one.command(op)),
    fc.boolean().map(there => (one: Rig) => one.do({ kind: 'relay-port', there })),
    fc.boolean().map(up => (one: Rig) => one.do({ kind: 'link', up })),
    fc.constant((one: Rig) => one.do({ kind: 'meter-lost', detail: 'mute' })),
    fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(IDLE_mA, WORK_mA, 0, null)).map(
      ([halves, current_mA]) =>
        (one: Rig) =>
          one.pass(halves * 500, current_mA),
    ),
  )

  it('software opens no contact while the machine works, closes none but for a badge, and says only what the contract has', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), acts => {
        const one = new Rig({ list: LIST })
        for (const next of acts) {
          const before = one.effects.length
          next(one)
          for (const effect of one.effects.slice(before)) {
            if (effect.kind !== 'send') continue
            const [, schema] = Object.entries(UplinkSchemas).find(([type]) => type === effect.type) ?? []
            expect(schema?.safeParse(effect.body).success, JSON.stringify(effect)).toBe(true)
            if (effect.type === 'relay') {
              if (effect.body.on === true) expect(effect.body.cause).toBe('badge')
              else if (effect.body.cause !== 'relay-unplugged') expect(lastReading(one, effect)).toBeLessThan(600)
            }
          }
        }
        const seqs = one.effects.flatMap(effect => (effect.kind === 'send' ? [effect.seq] : []))
        expect(seqs).toEqual(seqs.map((_, index) => index))
      }),
      { numRuns: 300 },
    )
  })
})

/** Highest current a sample told within a second before a message. */
function lastReading(one: Rig, effect: Effect & { kind: 'send' }): number {
  const at_ms = Number(effect.body.up_ms)
  const told = one.sent('sample').filter(({ up_ms }) => Number(up_ms) === at_ms)
  return Math.max(0, ...told.map(({ current_mA }) => Number(current_mA ?? 0)))
}
