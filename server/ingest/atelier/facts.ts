/** An atelier file, checked, as the facts a journal entry carries and the persons that stay outside the chain. */
import type { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory, ImportedFacts, MachineFacts, SiteFacts } from '#server/domain/directory.ts'
import { DEFAULT_PROFILE_ID, defaultProfile, profileFacts } from '#server/domain/metering/untaught.ts'
import type { MoreOfSiteBooks } from '#server/domain/periods/rules.ts'
import type { MoreOfSitePlan } from '#server/domain/plan.ts'
import type { ContactPart, IssuerBankPart } from '#server/domain/records.ts'
import { sampleOf_ms } from '#server/domain/workshop.ts'
import { bankOf, importedMoney, issuerFacts, poolFacts, tariffFacts } from './money.ts'
import {
  badgesOf,
  categoryFacts,
  closuresAndEvents,
  contactsOf,
  machineMore,
  memberFacts,
  organisationFacts,
} from './people.ts'
import { keptProfile } from './profile.ts'

export type Person = { member: string; name: string | null; email: string | null }
export type AtelierFacts = { facts: ImportedFacts; persons: Person[]; contacts: ContactPart[]; banks: IssuerBankPart[] }

const LINK_LOSS_S = 28_800

export function atelierFacts(file: AtelierFile, present: Directory, badge_key: string): AtelierFacts {
  const issuers = importedIssuers(file, present)
  const language = file.language ?? present.site?.language ?? 'fr'
  const onlyIssuer = issuersMeant(file, present)[0] ?? file.site
  const facts: ImportedFacts = {
    site: {
      site: file.site,
      name: file.name,
      timezone: file.timezone,
      currency: file.currency,
      billing: file.billing,
      opening: file.opening === undefined ? (present.site?.opening ?? null) : file.opening,
      link_loss_s: present.site?.link_loss_s ?? LINK_LOSS_S,
      ...graceOf(file, present),
      ...peopleRulesOf(file, present),
      ...trialOf(file, present),
      ...monthRulesOf(file, present),
      ...roomOf(file, present),
    },
    issuers: issuers.map(issuer => issuerFacts(issuer, present.issuers.get(issuer.id))),
    profiles: withDefault(file).map(profile => keptProfile(profile, present)),
    machines: file.machines.map(machine => machineFacts(machine, present)),
    categories: file.categories.map(categoryFacts),
    organisations: file.organisations.map(one => organisationFacts(one, present)),
    members: file.members.map(member => memberFacts(member, present, language)),
    badges: file.members.flatMap(member => badgesOf(member, present, badge_key, file.timezone)),
    tariffs: file.tariffs.map(tariff => tariffFacts(tariff, onlyIssuer)),
    pools: file.pools.map(pool => poolFacts(pool, onlyIssuer)),
  }
  const money = importedMoney(file, onlyIssuer)
  if (Object.keys(money).length > 0) facts.money = money
  const { closures, events } = closuresAndEvents(file)
  if (closures.length > 0) facts.closures = closures
  if (events.length > 0) facts.events = events
  const persons = file.members.map(({ id, name, email }) => ({ member: id, name: name ?? null, email: email ?? null }))
  return { facts, persons, contacts: contactsOf(file), banks: file.issuers.flatMap(bankOf) }
}

function graceOf(file: AtelierFile, present: Directory): { reservation_grace_s?: number } {
  const reservation_grace_s = file.reservation_grace_s ?? present.site?.reservation_grace_s
  return reservation_grace_s === undefined ? {} : { reservation_grace_s }
}

/** As a trial month: what the file does not speak of stays. */
function peopleRulesOf(file: AtelierFile, present: Directory): Pick<SiteFacts, 'language' | 'names_on_wall'> {
  const language = file.language ?? present.site?.language
  const names_on_wall = file.names_on_wall ?? present.site?.names_on_wall
  return { ...(language === undefined ? {} : { language }), ...(names_on_wall === undefined ? {} : { names_on_wall }) }
}

/** A trial month that the treasurer set stays, unless the file speaks of it. */
function trialOf(file: AtelierFile, present: Directory): { trial_until?: string | null } {
  const until = file.trial_until === undefined ? present.site?.trial_until : file.trial_until
  return until === undefined ? {} : { trial_until: until }
}

/** As a trial month: what the file does not speak of stays. */
function monthRulesOf(file: AtelierFile, present: Directory): MoreOfSiteBooks {
  const below = file.settle_below_ms === undefined ? present.site?.settle_below_ms : file.settle_below_ms
  const days = file.contest_days === undefined ? present.site?.contest_days : file.contest_days
  return {
    ...(below === undefined ? {} : { settle_below_ms: below }),
    ...(days === undefined ? {} : { contest_days: days }),
  }
}

/** A plan that was drawn on the screen stays, unless the file speaks of it; the picture behind it no file carries. */
function roomOf(file: AtelierFile, present: Directory): MoreOfSitePlan {
  const room = file.room === undefined ? present.site?.room : file.room
  const plan_picture = present.site?.plan_picture
  return { ...(room === undefined ? {} : { room }), ...(plan_picture === undefined ? {} : { plan_picture }) }
}

/** As the room: who was placed on the screen is not taken off the plan by a file from before. */
const placeOf = ({ id, place }: AtelierFile['machines'][number], present: Directory): MachineFacts['place'] =>
  place === undefined ? (present.machines.get(id)?.place ?? null) : place

/** Contract §7: `issuers` absent: the site itself, unless an earlier file has named some. */
const importedIssuers = (file: AtelierFile, present: Directory): AtelierFile['issuers'] =>
  file.issuers.length > 0 || present.issuers.size > 0 ? file.issuers : [{ id: file.site, name: file.name }]

/** Among whom an absent `issuer` must be the only one: those of the file, else those there are already, else the site. */
export function issuersMeant(file: AtelierFile, present: Directory): string[] {
  if (file.issuers.length > 0) return file.issuers.map(issuer => issuer.id)
  return present.issuers.size > 0 ? [...present.issuers.keys()] : [file.site]
}

function withDefault(file: AtelierFile): ImportedFacts['profiles'] {
  const given = file.profiles.map(profileFacts)
  const wanted = file.machines.some(machine => (machine.profile ?? DEFAULT_PROFILE_ID) === DEFAULT_PROFILE_ID)
  return wanted && !given.some(profile => profile.id === DEFAULT_PROFILE_ID) ? [...given, defaultProfile()] : given
}

/** A file that says nothing of it leaves it as it is: an automatic cutter is not opened by an old file. */
function offlineOf(machine: AtelierFile['machines'][number], present: Directory): Pick<MachineFacts, 'offline'> {
  const offline = machine.offline ?? present.machines.get(machine.id)?.offline
  return offline === undefined ? {} : { offline }
}

/** A file that names the profile it always named does not take from a machine the one a lesson gave it since. */
function profileOf(
  { id, profile = DEFAULT_PROFILE_ID }: AtelierFile['machines'][number],
  present: Directory,
): Pick<MachineFacts, 'profile' | 'file_profile'> {
  const before = present.machines.get(id)
  return before?.file_profile === profile ? { profile: before.profile, file_profile: profile } : { profile }
}

function machineFacts(machine: AtelierFile['machines'][number], present: Directory): MachineFacts {
  return {
    id: machine.id,
    name: machine.name ?? machine.id,
    kind: machine.kind ?? machine.id,
    ...profileOf(machine, present),
    qualification: machine.qualification ?? null,
    sensor: machine.sensor,
    takeover: machine.takeover,
    sample_ms: machine.sample_ms ?? sampleOf_ms(machine.sensor),
    place: placeOf(machine, present),
    ...offlineOf(machine, present),
    ...machineMore(machine, present),
  }
}
