import { expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from '#server/ingest/atelier/parse.ts'
import { atelierFile } from './export-atelier.ts'

const KEY = 'ab'.repeat(32)
const FILE = {
  ...{ navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris', reservation_grace_s: 600 },
  machines: [
    {
      id: 'm',
      offline: { start: false, hours: null },
      moving_parts: true,
      care: [{ id: 'huile', name: 'Huiler', every_h: 200 }],
    },
  ],
  categories: [{ id: 'plein' }, { id: 'jeune', first_months: { months: 24, of: 'plein' } }],
  organisations: [
    {
      ...{ id: 'coop', name: 'Coop', legal_form: 'SCIC', vat: 'standard', siren: '732829320' },
      ...{ limit_cents_per_month: 30_000, address: { city: 'Paris' }, iban: 'FR7630006000011234567890189' },
      mandate: { reference: 'RUM-1', signed: '2026-01-01' },
    },
  ],
  members: [
    {
      ...{
        id: 'awa',
        name: '<script>Awa</script> 🧵',
        email: 'awa@example.org',
        organisation: 'coop',
        employer: 'coop',
      },
      qualifications: ['surjet', { id: 'decoupe', trainer: 'awa', granted: '2026-01-02', expires: null }],
      states: [{ from: '2026-01-01', state: 'candidate' }],
      payers: [{ from: '2026-06-01', organisation: null }],
    },
    { id: 'ecole', kind: 'institution', organisation: 'coop' },
  ],
  closures: [{ id: 'ete', kind: 'closed', from: '2026-08-01', until: '2026-08-15', why: 'congés' }],
  events: [
    {
      ...{ id: 'e', kind: 'group', name: 'CE2', machines: ['m'], from: '2026-10-05T09:00', until: '2026-10-05T12:30' },
      ...{ leader: 'awa', guests: 12, minors: true, organisation: 'coop' },
    },
  ],
}

it('exports what it imported: the same facts, persons and contacts come of both', () => {
  const first = parseAtelier(JSON.stringify(FILE), emptyDirectory(), KEY)
  if (first.kind !== 'facts') throw new Error(JSON.stringify(first.problems))
  const { directory } = applyEntry(emptyDirectory(), { type: 'import', facts: first.facts })
  const exported = atelierFile(directory, { persons: first.persons, contacts: first.contacts, banks: [], mandates: [] })
  const again = parseAtelier(JSON.stringify(exported), emptyDirectory(), KEY)
  if (again.kind !== 'facts') throw new Error(JSON.stringify(again.problems))
  expect(again.persons).toEqual(first.persons)
  expect(again.contacts).toEqual(first.contacts)
  for (const part of ['organisations', 'members', 'machines', 'categories', 'closures', 'events', 'site'] as const)
    expect(again.facts[part], part).toEqual(first.facts[part])
})
