/** An atelier file, checked, as the facts a journal entry carries and the persons that stay outside the chain. */
import { createHmac } from 'node:crypto'
import type { AtelierFile, AtelierMember } from '#server/contract/atelier.ts'
import type { BadgeFacts, Directory, ImportedFacts, MachineFacts, MemberFacts } from '#server/domain/directory.ts'
import { DEFAULT_PROFILE_ID, defaultProfile, profileFacts } from './profile.ts'

export type Person = { member: string; name: string | null; email: string | null }
export type AtelierFacts = { facts: ImportedFacts; persons: Person[] }

const SAMPLE_MS = 1_000
/** Without a meter a sample is only a heartbeat (contract §1, `sample`). */
const SAMPLE_WITHOUT_METER_MS = 30_000
const LINK_LOSS_S = 28_800

/** Lower-case hex HMAC-SHA256 of the UID's bytes under the site's badge key, itself 64 hex digits (contract §1, `badge`). */
export const badgeHmac = (badge_key: string, uid: string): string =>
  createHmac('sha256', Buffer.from(badge_key, 'hex')).update(Buffer.from(uid, 'hex')).digest('hex')

export function atelierFacts(file: AtelierFile, present: Directory, badge_key: string): AtelierFacts {
  const issuers = importedIssuers(file, present)
  const onlyIssuer = issuersMeant(file, present)[0] ?? file.site
  const facts: ImportedFacts = {
    site: {
      site: file.site,
      name: file.name,
      timezone: file.timezone,
      currency: file.currency,
      billing: file.billing,
      opening: file.opening ?? null,
      link_loss_s: present.site?.link_loss_s ?? LINK_LOSS_S,
    },
    issuers: issuers.map(issuer => ({
      id: issuer.id,
      name: issuer.name ?? issuer.id,
      legal_form: issuer.legal_form ?? null,
      siren: issuer.siren ?? null,
      vat: issuer.vat ?? 'standard',
      billing: issuer.billing ?? null,
    })),
    profiles: withDefault(file),
    machines: file.machines.map(machineFacts),
    categories: file.categories.map(({ id, name }) => ({ id, name: name ?? id })),
    organisations: file.organisations.map(one => ({
      id: one.id,
      name: one.name ?? one.id,
      legal_form: one.legal_form ?? null,
      vat: one.vat ?? null,
    })),
    members: file.members.map(memberFacts),
    badges: file.members.flatMap(member => badgesOf(member, present, badge_key)),
    tariffs: file.tariffs.map(tariff => ({
      id: tariff.id,
      issuer: tariff.issuer ?? onlyIssuer,
      valid_from: tariff.valid_from ?? '0001-01-01',
      category: tariff.category ?? null,
      machines: tariff.machines ?? null,
      price: tariff.price,
      cents_per_hour: tariff.cents_per_hour,
    })),
    pools: file.pools.map(pool => ({
      id: pool.id,
      issuer: pool.issuer ?? onlyIssuer,
      name: pool.name ?? pool.id,
      amount_cents: pool.amount_cents,
      per: pool.per,
      driver: pool.driver,
      machines: pool.machines,
      subsidy_cents: pool.subsidy_cents,
      normal_capacity_ms: pool.normal_capacity_ms,
      weights: pool.weights ?? null,
    })),
  }
  const persons = file.members.map(({ id, name, email }) => ({ member: id, name: name ?? null, email: email ?? null }))
  return { facts, persons }
}

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

function machineFacts(machine: AtelierFile['machines'][number]): MachineFacts {
  return {
    id: machine.id,
    name: machine.name ?? machine.id,
    kind: machine.kind ?? machine.id,
    profile: machine.profile ?? DEFAULT_PROFILE_ID,
    qualification: machine.qualification ?? null,
    sensor: machine.sensor,
    takeover: machine.takeover,
    sample_ms: machine.sample_ms ?? (machine.sensor === 'none' ? SAMPLE_WITHOUT_METER_MS : SAMPLE_MS),
    place: machine.place ?? null,
  }
}

function memberFacts(member: AtelierMember): MemberFacts {
  return {
    id: member.id,
    category: member.category ?? null,
    organisation: member.organisation ?? null,
    joined: member.joined ?? null,
    left: member.left ?? null,
    suspended: member.suspended ?? false,
    activity_started: member.activity_started ?? null,
    charter_signed: member.charter_signed ?? null,
    qualifications: member.qualifications,
    language: member.language ?? 'fr',
  }
}

function badgesOf(member: AtelierMember, present: Directory, badge_key: string): BadgeFacts[] {
  const former = [...present.badges.values()].filter(badge => badge.member === member.id)
  if (member.badges === undefined) return former
  return member.badges.map(uid => {
    const badge = badgeHmac(badge_key, uid)
    const known = former.find(one => one.badge === badge)
    return known ?? { badge, member: member.id, blocked: false, valid_from_ms: null, valid_until_ms: null }
  })
}
