/** Test support: a small atelier and a station whose messages are written like a story. Used by tests only. */
import {
  type BadgeFacts,
  type Directory,
  emptyDirectory,
  type MachineFacts,
  type MemberFacts,
  type SiteFacts,
} from '../directory.ts'
import { type FoldEntry, fold, initialState, judge, type StationState } from './station.ts'
import type { Effect, Profile, Session, StationAction, StationMessage } from './types.ts'

/** Monday 2026-10-05, 10:00 in Paris. */
export const T0 = 1_791_187_200_000

export const AWA = 'a'.repeat(64)
export const AWA_SPARE = 'b'.repeat(64)
export const BELA = 'c'.repeat(64)
export const NOBODY = 'f'.repeat(64)

export const SERVO: Profile = {
  id: 'servo',
  version: 1,
  idle_mA: 90,
  run_mA: 1_030,
  run_on_mA: 600,
  run_off_mA: 450,
  min_on_ms: 0,
  hold_ms: 3_000,
  idle_timeout_s: 900,
  max_duration_s: null,
}
const SITE: SiteFacts = {
  site: 'atelier',
  name: 'Atelier',
  timezone: 'Europe/Paris',
  currency: 'EUR',
  billing: 'share',
  opening: null,
  link_loss_s: 28_800,
}
const JUKI: MachineFacts = {
  id: 'juki-1',
  name: 'Juki',
  kind: 'lockstitch',
  profile: 'servo',
  qualification: 'lockstitch',
  sensor: 'current',
  takeover: 'when-idle',
  sample_ms: 1_000,
  place: null,
}
const member = (id: string): MemberFacts => ({
  id,
  category: null,
  organisation: null,
  joined: '2025-09-01',
  left: null,
  suspended: false,
  activity_started: null,
  charter_signed: '2025-09-01',
  qualifications: ['lockstitch'],
  language: 'fr',
})
const badge = (hmac: string, of: string): BadgeFacts => ({
  badge: hmac,
  member: of,
  blocked: false,
  valid_from_ms: null,
  valid_until_ms: null,
})

export type Changes = {
  site?: Partial<SiteFacts>
  machine?: Partial<MachineFacts>
  profile?: Partial<Profile>
  awa?: Partial<MemberFacts>
  awa_badge?: Partial<BadgeFacts>
}

export function atelier(changes: Changes = {}): Directory {
  return {
    ...emptyDirectory(),
    site: { ...SITE, ...changes.site },
    profiles: new Map([['servo', { ...SERVO, ...changes.profile }]]),
    machines: new Map([['juki-1', { ...JUKI, ...changes.machine }]]),
    members: new Map([
      ['awa', { ...member('awa'), ...changes.awa }],
      ['bela', member('bela')],
    ]),
    badges: new Map([
      [AWA, { ...badge(AWA, 'awa'), ...changes.awa_badge }],
      [AWA_SPARE, badge(AWA_SPARE, 'awa')],
      [BELA, badge(BELA, 'bela')],
    ]),
    stations: new Map([['s1', { id: 's1', machine: 'juki-1', epoch: 1 }]]),
  }
}

type Own<M> = M extends StationMessage ? Omit<M, 'boot' | 'seq' | 'up_ms' | 'at_ms'> : never
export type Body = Own<StationMessage>
export const HELLO: Body = {
  type: 'hello',
  fw: '1',
  model: 'native',
  reader: true,
  meter: 'current',
  relay: true,
  list_version: null,
}
export const sampleOf = (current_mA: number | null, more: { running_ms?: number; energy_Wh?: number } = {}): Body => ({
  type: 'sample',
  current_mA,
  relay: true,
  ...more,
})

/** Tells one station's story to the fold. Messages arrive at once unless told otherwise; every state goes through JSON. */
export class Story {
  state: StationState = initialState('s1', 'juki-1')
  effects: Effect[] = []
  epoch = 1
  boot = 1
  seq = 0
  directory: Directory

  constructor(directory: Directory = atelier()) {
    this.directory = directory
  }

  /** `up_ms` since T0; `delay_ms` until receipt. */
  say(up_ms: number, body: Body, options: { at_ms?: number | null; delay_ms?: number } = {}): Effect[] {
    const at_ms = options.at_ms === undefined ? T0 + up_ms : options.at_ms
    const message = { ...body, boot: this.boot, seq: this.seq++, up_ms, at_ms } as StationMessage
    const received_at_ms = T0 + up_ms + (options.delay_ms ?? 0)
    return this.take({ kind: 'message', epoch: this.epoch, received_at_ms, message })
  }

  act(received_up_ms: number, action: StationAction): Effect[] {
    return this.take({ kind: 'action', received_at_ms: T0 + received_up_ms, action })
  }

  take(entry: FoldEntry): Effect[] {
    if (entry.kind === 'message') {
      const judged = judge(this.state, entry.epoch, entry.message)
      if (judged.kind !== 'fold') throw new Error(`not folded: ${JSON.stringify(judged)}`)
    }
    const folded = fold(this.state, entry, { directory: this.directory })
    this.state = JSON.parse(JSON.stringify(folded.state)) as StationState
    this.effects.push(...folded.effects)
    return folded.effects
  }

  reboot(): void {
    this.boot += 1
    this.seq = 0
  }

  lose(messages: number): void {
    this.seq += messages
  }

  /** Samples every `step_ms` after `from` up to `to`, both in ms. */
  sampled(from_up_ms: number, to_up_ms: number, current_mA: number, step_ms = 1_000): void {
    for (let up_ms = from_up_ms + step_ms; up_ms <= to_up_ms; up_ms += step_ms) this.say(up_ms, sampleOf(current_mA))
  }

  ended(): Session[] {
    return this.effects.flatMap(effect => (effect.kind === 'session-ended' ? [effect.session] : []))
  }

  last(): Session {
    const session = this.ended().at(-1)
    if (session === undefined) throw new Error('no session has ended')
    return session
  }

  of<K extends Effect['kind']>(kind: K): Extract<Effect, { kind: K }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind)
  }

  verdict(): Extract<Effect, { kind: 'verdict' }> {
    const verdict = this.of('verdict').at(-1)
    if (verdict === undefined) throw new Error('no verdict was given')
    return verdict
  }
}

/** A story that has said hello, one idle sample, and Awa's badge at 2 s. */
export function seated(directory?: Directory, registers: { running_ms?: number } = {}): Story {
  const story = new Story(directory)
  story.say(0, HELLO)
  story.say(1_000, sampleOf(90, registers))
  story.say(2_000, { type: 'badge', badge: AWA })
  return story
}
