/** A machine set by hand: what is said changes, what is not stays, and neither a lesson nor a file is undone by it. */
import { describe, expect, it } from 'vitest'
import { applyEntry } from './apply.ts'
import { type Directory, type DirectoryEntry, emptyDirectory } from './directory.ts'
import { ruled } from './learning/adopt.ts'
import { defaultProfile } from './metering/untaught.ts'
import { refusalOf } from './who/refusal.ts'
import { changedMachine } from './workshop.ts'

const put = (machine: string, change: object, profile?: ReturnType<typeof defaultProfile>): DirectoryEntry => ({
  ...{ type: 'machine-changed', machine, change, by: 'awa' },
  ...(profile === undefined ? {} : { profile }),
})
const after = (...entries: DirectoryEntry[]): Directory =>
  entries.reduce((directory, entry) => applyEntry(directory, entry).directory, emptyDirectory())
const category = (id: string, change: object): DirectoryEntry => ({
  ...{ type: 'category-changed', category: id, change, by: 'awa' },
})

describe('a machine', () => {
  it('is made with what nobody said as a file would have it, and keeps what a change leaves out', () => {
    const made = after(put('juki', { name: 'Juki', kind: 'piqueuse' }, defaultProfile()))
    expect(made.machines.get('juki')).toEqual({
      ...{ id: 'juki', name: 'Juki', kind: 'piqueuse', profile: 'default', qualification: null, sensor: 'current' },
      ...{ takeover: 'when-idle', sample_ms: 1_000, place: null },
    })
    expect(made.profiles.get('default')?.version).toBe(1)
    const changed = applyEntry(made, put('juki', { qualification: 'piqueuse' })).directory
    expect(changed.machines.get('juki')).toEqual({ ...made.machines.get('juki'), qualification: 'piqueuse' })
  })

  it('is not read by a profile that is not there', () => {
    expect(refusalOf(emptyDirectory(), put('juki', {}))).toMatchObject({
      code: 'no-profile',
      params: { id: 'default' },
    })
    expect(refusalOf(emptyDirectory(), put('juki', {}, defaultProfile()))).toBeNull()
    expect(refusalOf(emptyDirectory(), put('juki', { profile: 'servo' }, defaultProfile()))).toMatchObject({
      params: { id: 'servo' },
    })
  })

  it('forgets what a file named once somebody names another profile', () => {
    const facts = { ...changedMachine(undefined, 'juki', { profile: 'juki' }), file_profile: 'servo' }
    expect(changedMachine(facts, 'juki', { name: 'Juki 2' }).file_profile).toBe('servo')
    expect(changedMachine(facts, 'juki', { profile: 'servo' })).not.toHaveProperty('file_profile')
  })
})

describe('its rules', () => {
  const signed = { by: 'awa', at_ms: 1 }
  const two = after(put('juki', {}, defaultProfile()), put('four', {}))
  const four = two.machines.get('four')
  if (four === undefined) throw new Error('no machine')

  it('become a profile of its own where others share it: levels stay, the others keep theirs', () => {
    const entry = ruled(two, four, { idle_timeout_s: null, hold_ms: 600_000, unattended: true }, signed)
    if (entry === null) throw new Error('nothing changed')
    const { machines, profiles } = applyEntry(two, entry).directory
    expect(machines.get('four')?.profile).toBe('four')
    expect(profiles.get('four')).toEqual({
      ...defaultProfile(),
      ...{ id: 'four', version: 1, hold_ms: 600_000, idle_timeout_s: null, unattended: true },
    })
    expect(machines.get('juki')?.profile).toBe('default')
    expect(profiles.get('default')?.idle_timeout_s).toBe(900)
  })

  it('that it has already are no entry', () => {
    expect(ruled(two, four, { idle_timeout_s: 900, unattended: false }, signed)).toBeNull()
  })
})

describe('a category', () => {
  it('has its rule until it is taken away, of a category that is there', () => {
    const named = after(category('base', { name: 'Base' }), category('debut', { name: 'Début' }))
    const rule = category('debut', { first_months: { months: 24, of: 'base' } })
    expect(refusalOf(named, rule)).toBeNull()
    const ruled = applyEntry(named, rule).directory
    expect(ruled.categories.get('debut')).toEqual({
      id: 'debut',
      name: 'Début',
      first_months: { months: 24, of: 'base' },
    })
    const renamed = applyEntry(ruled, category('debut', { name: 'Premiers mois' })).directory
    expect(renamed.categories.get('debut')?.first_months).toEqual({ months: 24, of: 'base' })
    expect(applyEntry(renamed, category('debut', { first_months: null })).directory.categories.get('debut')).toEqual({
      ...{ id: 'debut', name: 'Premiers mois' },
    })
    expect(refusalOf(emptyDirectory(), rule)).toMatchObject({ code: 'no-category', params: { id: 'base' } })
  })
})
