import { describe, expect, it } from 'vitest'
import {
  afterSaid,
  afterVerdict,
  decideFor,
  isTimedOut,
  type NativeStanding,
  readSaid,
  STANDING_AT_START,
} from './standing.ts'

const AWA = 'a'.repeat(64)
const BO = 'b'.repeat(64)
const NOW_ms = 1_760_000_000_000
const CONFIG = {
  ...{ version: 1, sample_ms: 1_000, link_loss_s: 60, profile: 'servo', idle_mA: 90, run_mA: 1_030 },
  ...{ run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000, idle_timeout_s: 900 },
}
const LIST = {
  ...{ version: 1, issued_at_ms: NOW_ms, valid_until_ms: NOW_ms + 3_600_000 },
  entries: [AWA, BO].map((badge): [string, number] => [badge.slice(0, 16), NOW_ms + 3_600_000]),
}
const AROUND = { config: CONFIG, list: LIST, now_ms: NOW_ms }

class Story {
  state: NativeStanding = STANDING_AT_START
  boot = 1
  seq = 0
  say(type: string, up_ms: number, more: object = {}): this {
    const said = readSaid(type, JSON.stringify({ up_ms, ...more }))
    if (said !== null) this.state = afterSaid(this.state, this.boot, this.seq, said, CONFIG.run_off_mA)
    this.seq += 1
    return this
  }
  hello = (meter = 'current') => this.say('hello', 0, { meter })
  sample = (up_ms: number, current_mA: number | null) => this.say('sample', up_ms, { current_mA })
  granted(up_ms: number, badge: string): this {
    this.say('badge', up_ms, { badge })
    const about = { boot: this.boot, seq: this.seq - 1 }
    return this.verdict({ for: about, verdict: 'granted', reason: null })
  }
  verdict(said: Pick<Parameters<typeof afterVerdict>[1], 'for' | 'verdict' | 'reason'>): this {
    const rest = { session: null, relay: said.verdict === 'granted', display: '' }
    this.state = afterVerdict(this.state, { ...said, ...rest })
    return this
  }
  ask = (badge: string, up_ms: number) => decideFor(this.state, badge, up_ms, AROUND)
}
const story = () => new Story().hello().sample(1_000, 80)
const reboot = (one: Story): Story => {
  one.boot += 1
  one.seq = 0
  return one.hello().sample(1_000, 80)
}

describe('who stands at a native station, from what passes by', () => {
  it.each<[string, Story, string, string, string | null]>([
    ['nobody: who is listed', story(), AWA, 'granted', null],
    ['nobody: who is not', story(), 'c'.repeat(64), 'denied', 'offline-not-listed'],
    ['who began with the server ends it', story().granted(2_000, AWA), AWA, 'ended', 'badge-out'],
    ['another, idle: taken over', story().granted(2_000, AWA).sample(8_000, 80), BO, 'granted', null],
    ['another at work', story().granted(2_000, AWA).sample(8_000, 900), BO, 'denied', 'machine-busy'],
    ['another, nobody can tell', story().granted(2_000, AWA).sample(8_000, null), BO, 'denied', 'machine-busy'],
    ['another, the last sample long ago', story().granted(2_000, AWA).sample(2_500, 80), BO, 'denied', 'machine-busy'],
    ['another, a tool without a meter', new Story().hello('none').granted(2_000, AWA), BO, 'granted', null],
    ['after an end by the server', ended('idle'), AWA, 'granted', null],
    [
      'after a fault',
      story().granted(2_000, AWA).say('fault', 3_000, fault('jam')),
      AWA,
      'denied',
      'start-not-confirmed',
    ],
    ['after a boot that ended a session', reboot(story().granted(2_000, AWA)), AWA, 'denied', 'start-not-confirmed'],
    [
      'and its confirmation',
      reboot(story().granted(2_000, AWA)).say('button', 2_000, { action: 'start-confirm' }),
      AWA,
      'granted',
      null,
    ],
    [
      'a dead sensor ends nothing',
      story().granted(2_000, AWA).say('fault', 3_000, fault('sensor')),
      AWA,
      'ended',
      'badge-out',
    ],
  ])('%s', (_, one, badge, verdict, reason) => {
    expect(one.ask(badge, 9_000)).toEqual({ verdict, reason })
  })

  it('an idle timeout ends a right here too, and work begins it anew', () => {
    const one = story().granted(2_000, AWA).sample(10_000, 900).sample(11_000, 80)
    expect(isTimedOut(one.state, 909_999, CONFIG)).toBe(false)
    expect(isTimedOut(one.state, 910_000, CONFIG)).toBe(true)
    expect(isTimedOut(one.sample(909_000, 900).state, 910_000, CONFIG)).toBe(false)
    expect(isTimedOut(story().state, 2_000_000, CONFIG)).toBe(false)
  })
})

function ended(reason: 'idle'): Story {
  return story().granted(2_000, AWA).verdict({ for: null, verdict: 'ended', reason })
}
function fault(code: string): object {
  return { code, active: true }
}
