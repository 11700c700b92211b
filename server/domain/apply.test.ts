import { describe, expect, it } from 'vitest'
import { applyEntries, applyEntry, directoryFromRows, rowsOfDirectory } from './apply.ts'
import { type Directory, type DirectoryEntry, emptyDirectory, type ImportedFacts } from './directory.ts'
import { AWA, AWA_SPARE, atelier, BELA, SERVO } from './metering/testing.ts'

function factsOf(directory: Directory, changes: Partial<ImportedFacts> = {}): ImportedFacts {
  if (directory.site === null) throw new Error('a site is needed')
  return {
    site: directory.site,
    issuers: [],
    profiles: [...directory.profiles.values()].map(({ version: _, ...profile }) => profile),
    machines: [...directory.machines.values()],
    categories: [],
    organisations: [],
    members: [...directory.members.values()],
    badges: [...directory.badges.values()],
    tariffs: [],
    pools: [],
    ...changes,
  }
}
const imported = (facts: ImportedFacts): DirectoryEntry => ({ type: 'import', facts })
const fresh = () => applyEntry(emptyDirectory(), imported(factsOf(atelier())))

describe('an import (contract §7)', () => {
  it('puts what is new, and changes nothing when it runs again', () => {
    const first = fresh()
    expect(first.directory.machines.get('juki-1')?.profile).toBe('servo')
    expect(first.changes.map(({ kind }) => kind)).toEqual([
      'site',
      'profiles',
      'machines',
      'members',
      'members',
      'badges',
      'badges',
      'badges',
    ])
    expect(applyEntry(first.directory, imported(factsOf(first.directory))).changes).toEqual([])
  })

  it('leaves the directory it was given as it was', () => {
    const before = fresh().directory
    const rows = rowsOfDirectory(before)
    const { directory } = applyEntry(before, imported(factsOf(before, { members: [], badges: [], profiles: [] })))
    applyEntry(before, { type: 'badge-blocked', badge: AWA, blocked: true, by: 'boss' })
    applyEntry(before, { type: 'lockout', machine: 'juki-1', by: 'boss', why: 'belt', at_ms: 1 })
    expect(rowsOfDirectory(before)).toEqual(rows)
    expect(directory.members).toBe(before.members)
  })

  it('leaves absent ids, and counts a profile’s versions by its contents', () => {
    const before = fresh().directory
    const { version: _, ...servo } = SERVO
    const same = applyEntry(before, imported(factsOf(before, { profiles: [servo], machines: [] }))).directory
    expect(same.profiles.get('servo')?.version).toBe(1)
    expect(same.machines.has('juki-1')).toBe(true)
    const other = applyEntry(same, imported(factsOf(same, { profiles: [{ ...servo, hold_ms: 5_000 }] }))).directory
    expect(other.profiles.get('servo')).toMatchObject({ version: 2, hold_ms: 5_000 })
  })

  it('gives an imported member exactly the badges of the file, and lifts no block', () => {
    const blocked = applyEntry(fresh().directory, { type: 'badge-blocked', badge: AWA, blocked: true, by: 'boss' })
    const awa = factsOf(atelier())
    const facts = factsOf(blocked.directory, {
      members: awa.members.filter(({ id }) => id === 'awa'),
      badges: awa.badges.filter(({ badge }) => badge === AWA),
    })
    const { directory, changes } = applyEntry(blocked.directory, imported(facts))
    expect([...directory.badges.keys()].sort()).toEqual([AWA, BELA])
    expect(directory.badges.get(AWA)?.blocked).toBe(true)
    expect(changes).toEqual([{ kind: 'badges', id: AWA_SPARE, value: null }])
  })
})

describe('single entries', () => {
  it('a station is added, and added again with a higher epoch', () => {
    const added = { type: 'station-added', station: 's2', machine: 'juki-1', epoch: 1 } as const
    const one = applyEntry(emptyDirectory(), added).directory
    const two = applyEntry(one, { ...added, epoch: 2 })
    expect(two.directory.stations.get('s2')).toEqual({ id: 's2', machine: 'juki-1', epoch: 2 })
    expect(one.stations.get('s2')?.epoch).toBe(1)
  })

  it('a lockout stands until release', () => {
    const lockout = { type: 'lockout', machine: 'juki-1', by: 'boss', why: 'belt', at_ms: 7 } as const
    const locked = applyEntry(emptyDirectory(), lockout)
    expect(locked.directory.locks.get('juki-1')).toMatchObject({ why: 'belt', since_at_ms: 7 })
    const released = applyEntry(locked.directory, { type: 'release', machine: 'juki-1', by: 'boss', at_ms: 8 })
    expect(released).toMatchObject({ changes: [{ kind: 'locks', id: 'juki-1', value: null }] })
    expect(released.directory.locks.size).toBe(0)
  })

  it('a badge nobody holds cannot be blocked', () => {
    expect(applyEntry(emptyDirectory(), { type: 'badge-blocked', badge: AWA, blocked: true, by: 'x' }).changes).toEqual(
      [],
    )
  })
})

describe('rows', () => {
  it('there and back again', () => {
    const { directory } = fresh()
    expect(directoryFromRows(rowsOfDirectory(directory))).toEqual(directory)
  })

  it('of an unknown kind are refused', () => {
    expect(() => directoryFromRows([{ kind: 'robots', id: 'r', value: '{}' }])).toThrow('robots')
  })
})

it('applies several as it does one after the other, and leaves what it was given alone', () => {
  const [badge] = fresh().directory.badges.keys()
  if (badge === undefined) throw new Error('the atelier has badges')
  const entries: DirectoryEntry[] = [
    imported(factsOf(atelier())),
    { type: 'badge-blocked', badge, blocked: true, by: 'chef' },
    { type: 'station-added', station: 'x1', machine: 'juki-1', epoch: 1 },
    { type: 'station-added', station: 'x1', machine: 'juki-1', epoch: 2 },
    { type: 'lockout', machine: 'juki-1', by: 'chef', why: 'smells', at_ms: 2 },
    { type: 'release', machine: 'juki-1', by: 'chef', at_ms: 3 },
  ]
  const before = emptyDirectory()
  const changes = []
  let directory = before
  for (const entry of entries) {
    const applied = applyEntry(directory, entry)
    directory = applied.directory
    changes.push(...applied.changes)
  }
  expect(applyEntries(before, entries)).toEqual({ directory, changes })
  expect(before).toEqual(emptyDirectory())
})
