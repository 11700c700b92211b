/**
 * The directory is a fold over the journal, like a station: `applyEntry` in journal order rebuilds it (design rule 3).
 * A directory once handed out never changes; each entry makes a new one that shares every map it did not touch.
 */
import { changedIssuer } from './accounting/issuer-change.ts'
import { canonical } from './canonical.ts'
import { applyCare } from './care/apply.ts'
import {
  type BadgeFacts,
  DIRECTORY_KINDS,
  type Directory,
  type DirectoryEntry,
  type DirectoryKind,
  emptyDirectory,
  type ImportedFacts,
  type MachineFacts,
  type SiteFacts,
} from './directory.ts'
import type { ProfileEntry } from './learning/adopt.ts'
import { fromPage, profileRef } from './metering/profile.ts'
import type { Profile } from './metering/types.ts'
import { applyPlan } from './plan.ts'
import { MONEY_KINDS } from './sharing/facts.ts'
import { applyPeople } from './who/apply.ts'
import { applyWorkshop } from './workshop.ts'

/** A row to put (`value`) or to remove (null). The site's own facts are kind `site`, id `site`. */
export type DirectoryChange = { kind: DirectoryKind | 'site'; id: string; value: unknown | null }
export type Applied = { directory: Directory; changes: DirectoryChange[] }
export type DirectoryRow = { kind: string; id: string; value: string }

const SITE = 'site'
type Facts<K extends DirectoryKind> = Directory[K] extends Map<string, infer V> ? V : never

export const applyEntry = (directory: Directory, entry: DirectoryEntry): Applied => applyEntries(directory, [entry])

/** Several in their order. Each map is copied once for all of them: n entries cost n, not n². */
export function applyEntries(directory: Directory, entries: readonly DirectoryEntry[]): Applied {
  const edit = new Edit(directory)
  for (const entry of entries) applyTo(edit, entry)
  return { directory: edit.after, changes: edit.changes }
}

function applyTo(edit: Edit, entry: DirectoryEntry): void {
  switch (entry.type) {
    case 'import':
      applyImport(edit, entry.facts)
      break
    case 'station-added':
      edit.put('stations', entry.station, { id: entry.station, machine: entry.machine, epoch: entry.epoch })
      break
    case 'lockout':
      edit.put('locks', entry.machine, {
        machine: entry.machine,
        by: entry.by,
        why: entry.why,
        since_at_ms: entry.at_ms,
      })
      break
    case 'release':
      edit.remove('locks', entry.machine)
      break
    case 'badge-blocked': {
      const badge = edit.after.badges.get(entry.badge)
      if (badge !== undefined) edit.put('badges', entry.badge, { ...badge, blocked: entry.blocked })
      break
    }
    case 'profile-adopted': {
      const machine = edit.after.machines.get(entry.machine)
      putProfile(edit, entry.profile)
      if (machine !== undefined) edit.put('machines', machine.id, taught(machine, entry))
      break
    }
    case 'money-put':
      edit.put(entry.kind, entry.value.id, entry.value)
      break
    case 'tariff-put':
      edit.put('tariffs', entry.tariff.id, entry.tariff)
      break
    case 'pool-put':
      edit.put('pools', entry.pool.id, entry.pool)
      break
    case 'fault-acknowledged':
    case 'fault-assigned':
    case 'fault-resolved':
    case 'care-noted':
    case 'cost-declined':
    case 'teaching-put':
      applyCare(edit, entry)
      break
    case 'trial-set':
      if (edit.after.site !== null) edit.putSite({ ...edit.after.site, trial_until: entry.until })
      break
    case 'issuer-changed': {
      const { issuer, change } = entry
      edit.put('issuers', issuer, changedIssuer(edit.after.issuers.get(issuer), issuer, change))
      break
    }
    case 'site-changed':
      if (edit.after.site !== null) edit.putSite({ ...edit.after.site, ...entry.change })
      break
    case 'machine-changed':
    case 'category-changed':
      applyWorkshop(edit, entry, profile => putProfile(edit, profile))
      break
    case 'room-set':
    case 'places-set':
      applyPlan(edit, entry)
      break
    default:
      applyPeople(edit, entry)
  }
}

/** Contract §7: same ids updated, absent ones left. */
function applyImport(edit: Edit, facts: ImportedFacts): void {
  edit.putSite(facts.site)
  for (const issuer of facts.issuers) edit.put('issuers', issuer.id, issuer)
  for (const profile of facts.profiles) putProfile(edit, asLearnt(profile, edit.after.profiles.get(profile.id)))
  for (const machine of facts.machines) edit.put('machines', machine.id, machine)
  for (const category of facts.categories) edit.put('categories', category.id, category)
  for (const organisation of facts.organisations) edit.put('organisations', organisation.id, organisation)
  for (const member of facts.members) edit.put('members', member.id, member)
  putBadges(edit, facts)
  for (const tariff of facts.tariffs) edit.put('tariffs', tariff.id, tariff)
  for (const pool of facts.pools) edit.put('pools', pool.id, pool)
  for (const closure of facts.closures ?? []) edit.put('closures', closure.id, closure)
  for (const event of facts.events ?? []) edit.put('events', event.id, event)
  for (const kind of MONEY_KINDS) for (const value of facts.money?.[kind] ?? []) edit.put(kind, value.id, value)
}

function taught(machine: MachineFacts, { profile, from }: ProfileEntry): MachineFacts {
  const file_profile = machine.file_profile ?? from
  const own = file_profile === undefined || file_profile === profile.id ? {} : { file_profile }
  return { ...machine, profile: profile.id, ...own }
}

/** A file knows levels and not the lesson or the hand they come from: the same levels come from the same one. */
function asLearnt(profile: Omit<Profile, 'version'>, present: Profile | undefined): Omit<Profile, 'version'> {
  if (present === undefined || !fromPage(present)) return profile
  const { learnt, set } = present
  const same = { ...profile, ...(learnt == null ? {} : { learnt }), ...(set == null ? {} : { set }) }
  return sameFacts({ ...same, version: present.version }, present) ? same : profile
}

/** Contract §3: profiles are versioned; a version counts contents, not imports. */
function putProfile(edit: Edit, profile: Omit<Profile, 'version'>): void {
  const present = edit.after.profiles.get(profile.id)
  if (present !== undefined && sameFacts({ ...profile, version: present.version }, present)) return
  if (present !== undefined) edit.put('former_profiles', profileRef(present), present)
  edit.put('profiles', profile.id, { ...profile, version: (present?.version ?? 0) + 1 })
}

/** An imported member has exactly the badges of the file; a block is lifted by a person, never by a file. */
function putBadges(edit: Edit, facts: ImportedFacts): void {
  const imported = new Set(facts.members.map(member => member.id))
  const kept = new Set(facts.badges.map(badge => badge.badge))
  for (const badge of edit.after.badges.values()) {
    if (imported.has(badge.member) && !kept.has(badge.badge)) edit.remove('badges', badge.badge)
  }
  for (const badge of facts.badges) {
    const present: BadgeFacts | undefined = edit.after.badges.get(badge.badge)
    edit.put('badges', badge.badge, { ...badge, blocked: badge.blocked || (present?.blocked ?? false) })
  }
}

/** Copies a map the first time it is written to, and notes only what really changed. */
class Edit {
  readonly after: Directory
  readonly changes: DirectoryChange[] = []
  readonly #copied = new Set<DirectoryKind>()

  constructor(before: Directory) {
    this.after = { ...before }
  }

  putSite(site: SiteFacts): void {
    if (this.after.site !== null && sameFacts(this.after.site, site)) return
    this.after.site = site
    this.changes.push({ kind: SITE, id: SITE, value: site })
  }

  put<K extends DirectoryKind>(kind: K, id: string, value: Facts<K>): void {
    const present = this.after[kind].get(id)
    if (present !== undefined && sameFacts(present, value)) return
    this.#writable(kind).set(id, value)
    this.changes.push({ kind, id, value })
  }

  remove(kind: DirectoryKind, id: string): void {
    if (!this.after[kind].has(id)) return
    this.#writable(kind).delete(id)
    this.changes.push({ kind, id, value: null })
  }

  #writable<K extends DirectoryKind>(kind: K): Map<string, Facts<K>> {
    if (!this.#copied.has(kind)) {
      Object.assign(this.after, { [kind]: new Map<string, unknown>(this.after[kind]) })
      this.#copied.add(kind)
    }
    return this.after[kind] as Map<string, Facts<K>>
  }
}

/** By value; an optional field that is undefined counts as absent, as it does in the ledger's JSON. */
const sameFacts = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

const isKind = (kind: string): kind is DirectoryKind => (DIRECTORY_KINDS as readonly string[]).includes(kind)

/** The ledger's `directory` table read back. An unknown kind is a ledger from a newer Navette: refused, not ignored. */
export function directoryFromRows(rows: Iterable<DirectoryRow>): Directory {
  const directory = emptyDirectory()
  for (const row of rows) {
    const value: unknown = JSON.parse(row.value)
    if (row.kind === SITE) directory.site = value as SiteFacts
    else if (isKind(row.kind)) (directory[row.kind] as Map<string, unknown>).set(row.id, value)
    else throw new Error(`directory row of unknown kind ${JSON.stringify(row.kind)}`)
  }
  return directory
}

/** The whole directory as rows, in the order of kinds and of insertion. */
export function rowsOfDirectory(directory: Directory): DirectoryRow[] {
  const rows: DirectoryRow[] = []
  if (directory.site !== null) rows.push({ kind: SITE, id: SITE, value: JSON.stringify(directory.site) })
  for (const kind of DIRECTORY_KINDS) {
    for (const [id, value] of directory[kind]) rows.push({ kind, id, value: JSON.stringify(value) })
  }
  return rows
}
