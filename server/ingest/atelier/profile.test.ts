/** A file that is imported again does not undo what a machine was taught in between, unless it says something new. */
import { expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import { adopted } from '#server/domain/learning/adopt.ts'
import { parseAtelier } from './parse.ts'

const LEVELS = {
  idle_mA: 120,
  run_mA: 1_300,
  run_on_mA: 700,
  run_off_mA: 500,
  min_on_ms: 0,
  hold_ms: 3_000,
  standby_mA: null,
}
const LESSON = { machine: 'juki-1', from_at_ms: 1, to_at_ms: 2, agreement: 1, by: 'awa' }
const machine = (id: string, profile: string) => ({ id, profile })
const file = (machines: object[], run_mA = 1_000) =>
  JSON.stringify({
    ...{ navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris', machines },
    profiles: [{ id: 'servo', idle_mA: 90, run_mA }],
  })

function imported(text: string, present: Directory = emptyDirectory()): Directory {
  const parsed = parseAtelier(text, present, 'ab'.repeat(32))
  if (parsed.kind !== 'facts') throw new Error(JSON.stringify(parsed.problems))
  return applyEntry(present, { type: 'import', facts: parsed.facts }).directory
}
const SET = { machine: 'juki-1', at_ms: 3, by: 'awa', why: null }
function taught(directory: Directory, by_hand = false): Directory {
  const juki = directory.machines.get('juki-1')
  if (juki === undefined) throw new Error('no machine')
  const levels = adopted(directory, juki, LEVELS, by_hand ? null : LESSON)
  const profile = by_hand ? { ...levels, set: SET } : levels
  const entry = {
    type: 'profile-adopted',
    machine: 'juki-1',
    profile,
    from: juki.profile,
    by: 'awa',
    at_ms: 3,
  } as const
  return applyEntry(directory, entry).directory
}
const run_mA = (directory: Directory) => directory.profiles.get(directory.machines.get('juki-1')?.profile ?? '')?.run_mA

it.each([
  ['taught', false],
  ['set by figures', true],
])('keeps a new version of the profile that only this machine has: %s', (_how, by_hand) => {
  const text = file([machine('juki-1', 'servo')])
  const after = taught(imported(text), by_hand)
  expect(after.profiles.get('servo')).toMatchObject({ version: 2, run_mA: 1_300 })
  const again = imported(text, after)
  expect(again.profiles.get('servo')).toEqual(after.profiles.get('servo'))
  expect(run_mA(imported(file([machine('juki-1', 'servo')], 1_100), again))).toBe(1_100)
  // A file that was written out since says the same levels, and knows no more than those
  const exported = { ...after.profiles.get('servo'), learnt: undefined, set: undefined, version: undefined }
  const told = { ...JSON.parse(text), profiles: [exported] }
  expect(imported(JSON.stringify(told), after).profiles.get('servo')).toEqual(after.profiles.get('servo'))
})

it('keeps a profile of its own beside those that go on with the shared one', () => {
  const both = [machine('juki-1', 'servo'), machine('juki-2', 'servo')]
  const after = taught(imported(file(both)))
  expect(after.machines.get('juki-1')).toMatchObject({ profile: 'juki-1', file_profile: 'servo' })
  const again = imported(file(both), after)
  expect([run_mA(again), again.machines.get('juki-2')?.profile]).toEqual([1_300, 'servo'])
  const changed = imported(file([machine('juki-1', 'default')]), again)
  expect(changed.machines.get('juki-1')).toEqual({ ...changed.machines.get('juki-1'), profile: 'default' })
  expect(changed.machines.get('juki-1')).not.toHaveProperty('file_profile')
})
