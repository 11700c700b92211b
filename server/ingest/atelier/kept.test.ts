/** What was set by hand outlives the next import, unless the file names it. */
import { expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from './parse.ts'

const KEY = 'k'.repeat(64)
const SITE = { navette: 1, site: 'demo', name: 'Démo', timezone: 'Europe/Paris' }

function read(file: object, present: Directory) {
  const told = parseAtelier(JSON.stringify({ ...SITE, ...file }), present, KEY)
  if (told.kind !== 'facts') throw new Error(JSON.stringify(told))
  return { ...told, directory: applyEntry(present, { type: 'import', facts: told.facts }).directory }
}
const address = { street: '14 rue des Gardes', postal_code: '75018', city: 'Paris', country: 'FR' }

it('keeps an issuer as the treasurer set it', () => {
  const bare = { issuers: [{ id: 'coop', name: 'La Coop' }] }
  const { directory } = applyEntry(read(bare, emptyDirectory()).directory, {
    ...{ type: 'issuer-changed', issuer: 'coop', by: 'tresor' },
    change: {
      ...{ legal_form: 'SCIC', siren: '903145274', vat: 'franchise', billing: 'provisional', invoice_series: 'FAB' },
      ...{ logo: 'ab'.repeat(32), mail: { from_name: 'Compta', reply_to: null }, account_numbers: { bank: '512100' } },
      ...{ invoicing: { address, penalty_percent: 12.15 }, collecting: { notice_days: 5 } },
    },
  })
  const again = read(bare, directory).directory
  expect(again.issuers.get('coop')).toEqual(directory.issuers.get('coop'))
  const named = read({ issuers: [{ id: 'coop', vat: 'standard', invoicing: null }] }, directory).directory
  expect(named.issuers.get('coop')).toMatchObject({ vat: 'standard', invoicing: null, invoice_series: 'FAB' })
})

it('keeps the opening hours, and opens always only where the file says so', () => {
  const opening = [{ days: [1, 2], from: '09:00', to: '12:00' }]
  const { directory } = applyEntry(read({}, emptyDirectory()).directory, {
    ...{ type: 'site-changed', by: 'lea', change: { opening, language: 'en' } },
  })
  expect(read({}, directory).directory.site).toEqual(directory.site)
  expect(read({ opening: null }, directory).directory.site?.opening).toBeNull()
})

it('says nothing of bank and address that the file does not name', () => {
  const file = {
    issuers: [{ id: 'coop', bic: 'CCOPFRPP' }],
    members: [{ id: 'awa', address: { city: 'Paris' } }, { id: 'bilal', delivery: 'paper' }, { id: 'chloe' }],
  }
  const { banks, contacts } = read(file, emptyDirectory())
  expect(banks).toEqual([{ issuer: 'coop', bic: 'CCOPFRPP' }])
  const place = { street: null, postal_code: null, city: 'Paris', country: 'FR' }
  expect(contacts).toEqual([
    { kind: 'member', id: 'awa', ...place },
    { kind: 'member', id: 'bilal', delivery: 'paper' },
  ])
})

it('reads of an organisation that it is a consumer, and which paper says that it is not taxed', () => {
  const cost_sharing = { from: '2026-01-01', document: 'attestation 12' }
  const { directory } = read({ organisations: [{ id: 'ecole', consumer: true, cost_sharing }] }, emptyDirectory())
  expect(directory.organisations.get('ecole')).toMatchObject({ consumer: true, cost_sharing })
})

it('leaves a charter signed that was signed since the file was written, unless the file says that it is not', () => {
  const bare = { members: [{ id: 'awa', name: 'Awa' }] }
  const first = read(bare, emptyDirectory()).directory
  expect(first.members.get('awa')?.charter_signed).toBeNull()
  const members = [...first.members.values()].map(awa => ({ ...awa, charter_signed: '2026-10-05' }))
  const { directory } = applyEntry(first, { type: 'members-put', members, badges: [], by: 'lea' })
  const signed = (file: object) => read(file, directory).directory.members.get('awa')?.charter_signed
  expect(signed(bare)).toBe('2026-10-05')
  expect(signed({ members: [{ id: 'awa', charter_signed: '2026-11-01' }] })).toBe('2026-11-01')
  expect(signed({ members: [{ id: 'awa', charter_signed: null }] })).toBeNull()
})
