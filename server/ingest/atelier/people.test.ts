import { describe, expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from './parse.ts'

const KEY = 'ab'.repeat(32)
const file = (more: object) => ({ navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris', ...more })
const parse = (more: object, present = emptyDirectory()) => parseAtelier(JSON.stringify(file(more)), present, KEY)
const facts = (more: object, present = emptyDirectory()) => {
  const parsed = parse(more, present)
  if (parsed.kind !== 'facts') throw new Error(JSON.stringify(parsed.problems))
  return parsed
}
const paths = (more: object) => {
  const parsed = parse(more)
  return parsed.kind === 'problems' ? parsed.problems.map(({ path, message }) => `${path} ${message}`) : []
}

describe('people of an atelier file', () => {
  it('keeps plain lists and takes dated ones', () => {
    const { facts: all } = facts({
      categories: [{ id: 'plein' }, { id: 'jeune', first_months: { months: 24, of: 'plein' } }],
      members: [
        {
          ...{ id: 'awa', category: 'plein', minor: false, limit_cents_per_month: 5_000 },
          categories: [{ from: '2026-01-01', category: 'plein' }],
          qualifications: ['surjet', { id: 'decoupe', trainer: 'bo', granted: '2026-01-02', expires: '2028-01-02' }],
        },
        { id: 'bo' },
      ],
    })
    expect(all.members[0]).toMatchObject({
      qualifications: ['surjet', 'decoupe'],
      grants: [{ qualification: 'decoupe', trainer: 'bo', granted: '2026-01-02', expires: '2028-01-02' }],
      limit_cents_per_month: 5_000,
    })
    expect(all.members[1]).not.toHaveProperty('grants')
    expect(all.categories[1]?.first_months).toEqual({ months: 24, of: 'plein' })
  })

  it('places days and local times in the atelier’s zone, an end as the whole day', () => {
    const { facts: all } = facts({
      machines: [{ id: 'm' }],
      members: [
        {
          id: 'awa',
          badges: [{ uid: '04A2B3C4', pass: 'day', valid_from: '2026-10-25', valid_until: '2026-10-25' }],
        },
      ],
      closures: [{ id: 'ete', from: '2026-08-01', until: '2026-08-15', why: 'congés' }],
      events: [
        {
          ...{ id: 'e', kind: 'training', name: 'Surjet', machines: ['m'], leader: 'awa' },
          ...{ from: '2026-10-05T09:00', until: '2026-10-05T12:30' },
        },
      ],
    })
    const at = (text: string) => Date.parse(text)
    // the clocks go back that day: it has 25 hours
    expect(all.badges[0]).toMatchObject({
      ...{ pass: 'day', valid_from_ms: at('2026-10-25T00:00+02:00'), valid_until_ms: at('2026-10-26T00:00+01:00') },
    })
    expect(all.closures).toMatchObject([
      { from_ms: at('2026-08-01T00:00+02:00'), until_ms: at('2026-08-16T00:00+02:00') },
    ])
    expect(all.events).toMatchObject([
      { from_ms: at('2026-10-05T09:00+02:00'), until_ms: at('2026-10-05T12:30+02:00'), minors: false },
    ])
  })

  it('keeps addresses and banks out of the facts', () => {
    const told = facts({
      organisations: [
        {
          ...{ id: 'coop', siren: '732 829 320', siret: '73282932000074', vat_number: 'FR44732829320' },
          address: { street: '3 rue Myrha', postal_code: '75018', city: 'Paris' },
          ...{ iban: 'FR76 3000 6000 0112 3456 7890 189', mandate: { reference: 'RUM-1', signed: '2026-01-01' } },
        },
      ],
    })
    expect(told.facts.organisations[0]).toMatchObject({ siren: '732829320', vat_number: 'FR44732829320' })
    expect(JSON.stringify(told.facts)).not.toMatch(/Myrha|FR76|RUM/)
    expect(told.contacts).toEqual([
      {
        ...{ kind: 'organisation', id: 'coop', street: '3 rue Myrha', postal_code: '75018', city: 'Paris' },
        ...{ country: 'FR', iban: 'FR7630006000011234567890189', mandate: 'RUM-1' },
        mandate_signed: '2026-01-01',
      },
    ])
  })

  it('leaves what it says nothing of: grants and limits given on the floor stay', () => {
    const first = facts({ members: [{ id: 'awa', qualifications: ['surjet'], minor: true }] })
    const present = applyEntry(emptyDirectory(), { type: 'import', facts: first.facts }).directory
    const grant = { qualification: 'surjet', trainer: 'bo', granted: '2026-02-01', expires: '2027-02-01' }
    const after = applyEntry(present, { type: 'qualification-granted', member: 'awa', grant, by: 'bo' }).directory
    const again = facts({ members: [{ id: 'awa', qualifications: ['surjet'] }] }, after)
    expect(again.facts.members[0]).toMatchObject({ grants: [grant], minor: true })
    const without = facts({ members: [{ id: 'awa', qualifications: [] }] }, after)
    expect(without.facts.members[0]).not.toHaveProperty('grants')
  })

  it('names every number that is wrong, every reference and every clash', () => {
    expect(
      paths({
        machines: [{ id: 'm' }],
        issuers: [{ id: 'a', siren: '732829321' }],
        organisations: [{ id: 'o', siren: '123', siret: '73282932000075', vat_number: 'FR00', iban: 'FR7612' }],
        members: [
          { id: 'awa', employer: 'nobody', categories: [{ from: '2026-01-01', category: 'x' }], kind: 'institution' },
          { id: 'ecole', kind: 'institution', organisation: 'o', name: 'Mme Untel' },
        ],
        closures: [{ id: 'c', from: '2026-08-15', until: '2026-08-01' }],
        events: [
          {
            id: 'e1',
            kind: 'group',
            name: 'A',
            machines: ['m'],
            from: '2026-10-05',
            until: '2026-10-05',
            leader: 'awa',
          },
          {
            ...{ id: 'e2', kind: 'group', name: 'B', machines: ['m', 'n'], leader: 'zoe' },
            ...{ from: '2026-10-05T09:00', until: '2026-10-05T10:00' },
          },
        ],
      }),
    ).toEqual([
      'issuers[0].siren is no SIREN: its check digits are wrong',
      'organisations[0].siren is no SIREN: its check digits are wrong',
      'organisations[0].siret is no SIRET: its check digits are wrong',
      'organisations[0].vat_number is no VAT number: its check digits are wrong',
      'organisations[0].iban is no IBAN: its check digits are wrong',
      'members[0].employer nobody is not among the organisations',
      'members[0].categories[0].category x is not among the categories',
      'members[0].organisation an institution’s badge belongs to an organisation',
      'members[1].name an institution’s badge has no person behind it: leave name and e-mail out',
      'closures[0].until ends before it begins (2026-08-15)',
      'events[1].machines[1] n is not among the machines',
      'events[1].leader zoe is not among the members',
      'events[1].from m is taken by e1 then',
    ])
  })

  it.each([
    [
      { closures: [{ id: 'c', from: '2026-02-30', until: '2026-03-01' }] },
      'closures[0].from is no day of the calendar',
    ],
    [{ members: [{ id: 'a', badges: ['xyz'] }] }, 'members[0].badges[0] Invalid string'],
    [{ members: [{ id: 'a', qualifications: ['É'] }] }, 'members[0].qualifications[0] Invalid string'],
  ])('refuses %j', (more, problem) => expect(paths(more)[0]).toContain(problem))
})
