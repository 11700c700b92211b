import { describe, expect, it } from 'vitest'
import { applyEntry } from '../apply.ts'
import { adopted, profileIdFor } from '../learning/adopt.ts'
import type { Levels } from '../learning/types.ts'
import { profileByRef } from './profile.ts'
import { openSession } from './station.ts'
import { AWA, atelier, SERVO, Story, sampleOf, seated, T0 } from './testing.ts'

const LEVELS: Levels = {
  ...{ idle_mA: 90, run_mA: 2_060, run_on_mA: 1_000, run_off_mA: 900, min_on_ms: 0, hold_ms: 5_000, standby_mA: 0 },
}
const adopt = (directory = atelier(), levels = LEVELS) => {
  const machine = directory.machines.get('juki-1')
  if (machine === undefined) throw new Error('the atelier has a machine')
  return applyEntry(directory, {
    ...{ type: 'profile-adopted', machine: 'juki-1', by: 'boss', at_ms: T0 },
    profile: adopted(directory, machine, levels, null),
  }).directory
}

describe('a profile that was adopted for a machine', () => {
  it('is a new version where the machine alone uses it, and the former one stays known', () => {
    const after = adopt()
    expect(after.profiles.get('servo')).toMatchObject({ version: 2, run_mA: 2_060, idle_timeout_s: 900 })
    expect(profileByRef(after, 'servo@1')).toEqual(SERVO)
    expect(profileByRef(after, 'servo@2')?.run_mA).toBe(2_060)
    expect(profileByRef(after, 'servo@3')).toBeUndefined()
  })

  it('is its own where others share the one it had, and theirs stays as it is', () => {
    const shared = atelier()
    const juki = shared.machines.get('juki-1')
    if (juki === undefined) throw new Error('the atelier has a machine')
    shared.machines.set('juki-2', { ...juki, id: 'juki-2' })
    const after = adopt(shared)
    expect(after.machines.get('juki-1')?.profile).toBe('juki-1')
    expect(after.machines.get('juki-2')?.profile).toBe('servo')
    expect(after.profiles.get('servo')).toEqual(SERVO)
    expect(after.profiles.get('juki-1')).toMatchObject({ version: 1, run_mA: 2_060 })
    // and taught again, the machine keeps its own
    expect(adopt(after, { ...LEVELS, run_mA: 2_000 }).profiles.get('juki-1')).toMatchObject({ version: 2 })
  })

  it('never takes an id that others use', () => {
    const directory = atelier()
    const juki = directory.machines.get('juki-1')
    if (juki === undefined) throw new Error('the atelier has a machine')
    directory.machines.set('other', { ...juki, id: 'other', profile: 'juki-1' })
    directory.machines.set('third', { ...juki, id: 'third' })
    expect(profileIdFor(directory, juki)).toBe('juki-1-2')
  })
})

describe('a file that is imported again after a lesson', () => {
  it('changes nothing while it says the same levels, and is a version where it says others', () => {
    const directory = atelier()
    const machine = directory.machines.get('juki-1')
    const site = directory.site
    if (machine === undefined || site === null) throw new Error('the atelier has both')
    const learnt = { machine: 'juki-1', from_at_ms: 1, to_at_ms: 2, agreement: 0.97, by: 'boss' }
    const after = applyEntry(directory, {
      ...{ type: 'profile-adopted', machine: 'juki-1', by: 'boss', at_ms: T0 },
      profile: adopted(directory, machine, LEVELS, learnt),
    }).directory
    const { version: _, learnt: __, ...levels } = after.profiles.get('servo') ?? SERVO
    const imported = (profile: typeof levels) =>
      applyEntry(after, {
        type: 'import',
        facts: {
          ...{ site, issuers: [], profiles: [profile], machines: [], categories: [], organisations: [], members: [] },
          ...{ badges: [], tariffs: [], pools: [] },
        },
      }).directory.profiles.get('servo')
    expect(imported(levels)).toMatchObject({ version: 2, learnt })
    expect(imported({ ...levels, hold_ms: 9_000 })).toMatchObject({ version: 3, hold_ms: 9_000 })
    expect(imported({ ...levels, hold_ms: 9_000 })?.learnt).toBeUndefined()
  })
})

describe('a session, when something changes under it', () => {
  it('is metered to its end by the profile it began with, and names it', () => {
    const story = seated()
    story.sampled(2_000, 12_000, 1_030)
    story.directory = adopt()
    story.sampled(12_000, 22_000, 1_030)
    story.say(22_500, { type: 'badge', badge: AWA })
    story.say(26_000, sampleOf(90))
    expect(story.last()).toMatchObject({ running_ms: 20_000, profile: 'servo@1' })
    story.say(30_000, { type: 'badge', badge: AWA })
    expect(openSession(story.state)?.profile).toBe('servo@2')
    story.sampled(30_000, 40_000, 1_030)
    const half_ms = openSession(story.state)?.running_ms ?? 0
    expect(half_ms).toBeGreaterThan(2_400)
    expect(half_ms).toBeLessThan(2_600)
  })

  it('keeps the category it began with (a later change re-prices nothing)', () => {
    const story = seated(atelier({ awa: { category: 'cooperateur' } }))
    story.directory = atelier({ awa: { category: 'guest' } })
    story.sampled(2_000, 12_000, 1_030)
    story.sampled(12_000, 16_000, 90)
    story.say(16_500, { type: 'badge', badge: AWA })
    expect(story.last()).toMatchObject({ category: 'cooperateur' })
    story.say(20_000, { type: 'badge', badge: AWA })
    expect(openSession(story.state)?.category).toBe('guest')
  })

  it('goes on without a profile when its machine has none', () => {
    const directory = atelier({ machine: { profile: 'nobody' } })
    const story = new Story(directory)
    story.say(0, {
      ...{ type: 'hello', fw: '1', model: 'x', reader: true, meter: 'current' },
      relay: true,
      list_version: null,
    })
    story.say(1_000, { type: 'badge', badge: AWA })
    expect(openSession(story.state)?.profile).toBeNull()
  })
})
