/**
 * What a manager sets of machines and categories by hand, one at a time. As with issuers an entry says what changes, and not how
 * everything stands: two who change different things at once both keep their word.
 */
import type { CategoryFacts, Directory, MachineFacts } from './directory.ts'
import type { Profile, Sensor } from './metering/types.ts'
import { DEFAULT_PROFILE_ID } from './metering/untaught.ts'
import type { DomainRefusal, RefusalParams, Said } from './refusals.ts'
import type { DirectoryEdit } from './who/apply.ts'

export type MachineChange = Partial<Omit<MachineFacts, 'id' | 'place' | 'file_profile'>>
/** `first_months: null` takes the rule away. */
export type CategoryChange = { name?: string; first_months?: CategoryFacts['first_months'] | null }

export type WorkshopEntry =
  | {
      type: 'machine-changed'
      machine: string
      change: MachineChange
      /** the profile it needs and nobody has named before */
      profile?: Omit<Profile, 'version'>
      by: string
    }
  | { type: 'category-changed'; category: string; change: CategoryChange; by: string }

export const isWorkshopEntry = (entry: { type: string }): entry is WorkshopEntry =>
  entry.type === 'machine-changed' || entry.type === 'category-changed'

const SAMPLE_MS = 1_000
/** Without a meter a sample is only a heartbeat (contract §1, `sample`). */
const SAMPLE_WITHOUT_METER_MS = 30_000
export const sampleOf_ms = (sensor: Sensor): number => (sensor === 'none' ? SAMPLE_WITHOUT_METER_MS : SAMPLE_MS)

/** As an atelier file has one of which it gives nothing but the id. */
const newMachine = (id: string): MachineFacts => ({
  ...{ id, name: id, kind: id, profile: DEFAULT_PROFILE_ID, qualification: null, sensor: 'current' },
  ...{ takeover: 'when-idle', sample_ms: SAMPLE_MS, place: null },
})

export function changedMachine(before: MachineFacts | undefined, id: string, change: MachineChange): MachineFacts {
  const { file_profile, ...present } = before ?? newMachine(id)
  // Whoever names a profile by hand means it: what a file named before is no longer what this machine had
  const named = change.profile === undefined || change.profile === present.profile
  return { ...present, ...(named && file_profile !== undefined ? { file_profile } : {}), ...change }
}

function changedCategory(before: CategoryFacts | undefined, id: string, change: CategoryChange): CategoryFacts {
  const { first_months, ...rest } = change
  const { first_months: former, ...present } = before ?? { id, name: id }
  const rule = first_months === undefined ? former : first_months
  return { ...present, ...rest, ...(rule == null ? {} : { first_months: rule }) }
}

type PutProfile = (profile: Omit<Profile, 'version'>) => void

export function applyWorkshop(edit: DirectoryEdit, entry: WorkshopEntry, putProfile: PutProfile): void {
  if (entry.type === 'category-changed') {
    const { category, change } = entry
    edit.put('categories', category, changedCategory(edit.after.categories.get(category), category, change))
    return
  }
  const { machine, change, profile } = entry
  if (profile !== undefined) putProfile(profile)
  edit.put('machines', machine, changedMachine(edit.after.machines.get(machine), machine, change))
}

/** Those that are in use: what people see, start and book. What was done at the others stays theirs. */
export const inUse = ({ machines }: Pick<Directory, 'machines'>): MachineFacts[] =>
  [...machines.values()].filter(({ retired }) => retired == null)

/** What it names must be there. */
export function workshopRefusal(directory: Directory, entry: WorkshopEntry): Said | null {
  const refused = (code: DomainRefusal, params: RefusalParams): Said => ({ code, params })
  if (entry.type === 'category-changed') {
    const of = entry.change.first_months?.of ?? null
    return of === null || directory.categories.has(of) ? null : refused('no-category', { id: of })
  }
  const { profile } = changedMachine(directory.machines.get(entry.machine), entry.machine, entry.change)
  const there = directory.profiles.has(profile) || entry.profile?.id === profile
  return there ? null : refused('no-profile', { id: profile })
}
