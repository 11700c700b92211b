/**
 * A member list against what is there: who would be added and changed, and everything that is wrong, before anything is
 * written. Applied, it is one journal entry: all or nothing.
 */

import { canonical } from '#server/domain/canonical.ts'
import type { BadgeFacts, Directory, MemberFacts } from '#server/domain/directory.ts'
import type { ContactRow, PersonRow } from '#server/domain/records.ts'
import { lastNumber, numbered } from '#server/domain/who/numbers.ts'
import { badgeHmac } from '../atelier/badge-hmac.ts'
import { decode, type Encoding } from './decode.ts'
import { columnsOf, plain } from './headers.ts'
import type { RowProblem } from './problem.ts'
import { knownOf, type ReadRow, readRow, type Told } from './row.ts'
import { tableOf } from './table.ts'

export type PlannedRow = { line: number; member: string; name: string | null; change: 'added' | 'changed' | 'same' }
export type MemberPlan = {
  encoding: Encoding
  separator: string
  /** headers nobody knows: told, because one of them may be a typing error */
  ignored: string[]
  rows: PlannedRow[]
  problems: RowProblem[]
  members: MemberFacts[]
  badges: BadgeFacts[]
  persons: PersonRow[]
  contacts: ContactRow[]
}
export type PlanInput = {
  bytes: Buffer
  directory: Directory
  persons: readonly PersonRow[]
  contacts: readonly ContactRow[]
  badge_key: string
  /** issuers that collect: a list names no issuer, so that its mandates can only be those of the only one */
  collectors: number
  /** called with the share done, 0 to 1 */
  progress?: ((share: number) => void) | undefined
}

/** How often progress is told. */
const ROWS_PER_STEP = 500

export function planMembers(input: PlanInput): MemberPlan {
  const { encoding, text } = decode(input.bytes)
  const table = tableOf(text)
  const plan: MemberPlan = {
    ...{ encoding, separator: ';', ignored: [], rows: [], problems: [] },
    ...{ members: [], badges: [], persons: [], contacts: [] },
  }
  if ('code' in table) return { ...plan, problems: [table] }
  const columns = columnsOf(table.header)
  const planner = new Planner(input)
  const known = knownOf(input.directory)
  if (columns.problems.length === 0)
    table.rows.forEach((row, i) => {
      planner.add(readRow(row, columns, table.header, known))
      if (i % ROWS_PER_STEP === 0) input.progress?.(i / table.rows.length)
    })
  input.progress?.(1)
  const problems = [...columns.problems, ...planner.problems].sort((a, b) => a.line - b.line)
  const { rows, members, badges, persons, contacts } = planner
  return {
    ...{ ...plan, separator: table.separator, ignored: columns.ignored, rows, problems },
    ...(problems.length === 0 ? { members, badges, persons, contacts } : {}),
  }
}

class Planner {
  readonly rows: PlannedRow[] = []
  readonly problems: RowProblem[] = []
  readonly members: MemberFacts[] = []
  readonly badges: BadgeFacts[] = []
  readonly persons: PersonRow[] = []
  readonly contacts: ContactRow[] = []
  readonly #input: PlanInput
  readonly #person_of: Map<string, PersonRow>
  readonly #contact_of: Map<string, ContactRow>
  readonly #by_email = new Map<string, string>()
  readonly #by_name = new Map<string, string[]>()
  readonly #seen = new Set<string>()
  readonly #badge_owner = new Map<string, string>()
  #last_number: number

  constructor(input: PlanInput) {
    this.#input = input
    this.#person_of = new Map(input.persons.map(person => [person.member, person]))
    this.#contact_of = new Map(input.contacts.flatMap(one => (one.kind === 'member' ? [[one.id, one] as const] : [])))
    for (const { member, name, email } of input.persons) {
      if (!input.directory.members.has(member)) continue
      if (email !== null) this.#by_email.set(email.toLowerCase(), member)
      if (name !== null) this.#by_name.set(plain(name), [...(this.#by_name.get(plain(name)) ?? []), member])
    }
    this.#last_number = lastNumber(input.directory.members.keys())
  }

  add({ line, told, problems }: ReadRow): void {
    this.problems.push(...problems)
    if (problems.length > 0) return
    if (told.mandate !== undefined && this.#input.collectors > 1) {
      this.problems.push({ line, column: null, code: 'mandate-issuer', value: told.mandate })
      return
    }
    const id = this.#idOf(line, told)
    if (id === null) return
    if (this.#seen.has(id)) {
      this.problems.push({ line, column: null, code: 'id-twice', value: told.id ?? told.name ?? id })
      return
    }
    this.#seen.add(id)
    const facts = this.#facts(id, told)
    const badges = this.#badges(line, id, told.badges ?? [])
    const person = this.#person(id, told)
    const contact = this.#contact(id, told)
    const before = this.#input.directory.members.get(id)
    const same =
      before !== undefined && sameFacts(before, facts) && badges.length === 0 && person === null && contact === null
    const name = told.name ?? this.#person_of.get(id)?.name ?? null
    this.rows.push({ line, member: id, name, change: before === undefined ? 'added' : same ? 'same' : 'changed' })
    if (same) return
    this.members.push(facts)
    this.badges.push(...badges)
    if (person !== null) this.persons.push(person)
    if (contact !== null) this.contacts.push(contact)
  }

  /** By id, else by e-mail, else by name where only one has it; else somebody new, under a number and not under a name. */
  #idOf(line: number, told: Told): string | null {
    if (told.id !== undefined) return told.id
    const by_email = told.email === undefined ? undefined : this.#by_email.get(told.email.toLowerCase())
    if (by_email !== undefined) return by_email
    const namesakes = (this.#by_name.get(plain(told.name ?? '')) ?? []).filter(id => this.#mayBe(id, told))
    if (namesakes.length > 1) {
      this.problems.push({ line, column: null, code: 'name-ambiguous', value: told.name ?? '' })
      return null
    }
    if (namesakes[0] !== undefined) return namesakes[0]
    this.#last_number += 1
    return numbered(this.#last_number)
  }

  /** The same name under another e-mail address is another person. */
  #mayBe(id: string, { email }: Told): boolean {
    const known = this.#person_of.get(id)?.email ?? null
    return email === undefined || known === null || known.toLowerCase() === email.toLowerCase()
  }

  #facts(id: string, told: Told): MemberFacts {
    const { members, site } = this.#input.directory
    const before = members.get(id) ?? newcomer(id, site?.language ?? 'fr')
    const { category, organisation, joined, left, charter_signed, activity_started, suspended, language } = told
    const { minor, limit_cents_per_month } = told
    const qualifications = [...new Set([...before.qualifications, ...(told.qualifications ?? [])])]
    const changed = { category, organisation, joined, left, charter_signed, activity_started, suspended, language }
    return { ...before, ...given({ ...changed, minor, limit_cents_per_month }), qualifications }
  }

  /** Those the member does not have yet. */
  #badges(line: number, member: string, uids: readonly string[]): BadgeFacts[] {
    return uids.flatMap(uid => {
      const badge = badgeHmac(this.#input.badge_key, uid)
      const had = this.#input.directory.badges.get(badge)?.member
      const elsewhere = this.#badge_owner.get(badge)
      const wrong = (code: 'badge-taken' | 'badge-twice', value: string): void => {
        this.problems.push({ line, column: null, code, value })
      }
      if (had !== undefined && had !== member) wrong('badge-taken', this.#person_of.get(had)?.name ?? had)
      else if (elsewhere !== undefined) wrong('badge-twice', uid)
      this.#badge_owner.set(badge, member)
      if (had !== undefined || elsewhere !== undefined) return []
      return [{ badge, member, blocked: false, valid_from_ms: null, valid_until_ms: null }]
    })
  }

  #person(member: string, { name, email }: Told): PersonRow | null {
    const before = this.#person_of.get(member) ?? { member, name: null, email: null }
    const after = { ...before, ...given({ name, email }) }
    return sameFacts(before, after) ? null : after
  }

  #contact(id: string, told: Told): ContactRow | null {
    const none = { street: null, postal_code: null, city: null, country: null, phone: null }
    const before = this.#contact_of.get(id) ?? {
      ...{ kind: 'member' as const, id, ...none, iban: null, mandate: null, mandate_signed: null },
    }
    const { street, postal_code, city, phone, iban, mandate, mandate_signed } = told
    const address = given({ street, postal_code, city })
    const country = Object.keys(address).length > 0 ? (before.country ?? 'FR') : before.country
    const after = { ...before, ...address, country, ...given({ phone, iban, mandate, mandate_signed }) }
    return sameFacts(before, after) ? null : after
  }
}

const newcomer = (id: string, language: 'fr' | 'en'): MemberFacts => ({
  ...{ id, category: null, organisation: null, joined: null, left: null, suspended: false, activity_started: null },
  ...{ charter_signed: null, qualifications: [], language },
})

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const given = <T extends object>(facts: T): Given<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Given<T>
const sameFacts = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
