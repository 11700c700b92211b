/** What a member downloads of themselves (RGPD art. 15 and 20): every table that names them, and nobody else in it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AboutMember } from '#server/domain/records.ts'
import { ELSEWHERE, SAID_OF } from '#server/http/my-data-words.ts'
import { TABLES } from '#server/ledger/read/about-member.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { smallAtelier } from '#test/support/small-atelier.ts'

let lab: AtelierLab
let about: AboutMember
beforeAll(async () => {
  lab = await AtelierLab.open('essai', JSON.stringify(smallAtelier('2026-11-20')))
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-10-05T10:00', minutes: 20 })
  await lab.work({ member: 'bilal', machine: 'presse-1', at: '2026-10-07T10:00', minutes: 10 })
  await lab.ledger.putContacts([
    {
      ...{ kind: 'member', id: 'awa', street: '3 rue Stephenson', postal_code: '75018', city: 'Paris', country: 'FR' },
      ...{ phone: null, iban: 'FR7630006000011234567890189', mandate: null, mandate_signed: null },
    },
  ])
  const line = { issuer: 'asso', source: 'csv' as const, date: '2026-11-03', cents: 1_250, imported_at_ms: 0 }
  const none = {
    end_to_end: null,
    mandate: null,
    batch: null,
    reason: null,
    servicer_ref: null,
    set_aside: null,
    set_aside_by: null,
  }
  await lab.ledger.putBankLines([
    { ...line, ...none, id: 'l-1', text: 'VIR AWA', name: 'AWA', iban: 'FR7630006000011234567890189' },
    { ...line, ...none, id: 'l-2', text: 'VIR BILAL', name: 'BILAL', iban: 'FR7612345678901234567890123' },
  ])
  await lab.ledger.appendAudit({ at_ms: 1, actor: 'compte-1', action: 'sign-in', subject: 'awa', detail: '' })
  await lab.ledger.appendAudit({ at_ms: 2, actor: 'compte-2', action: 'sign-in', subject: 'bilal', detail: '' })
  about = await lab.ledger.aboutMember({ member: 'awa', accounts: ['compte-1'] })
})
afterAll(() => lab?.close())

const kindsOf = (rows: Record<string, unknown>[] | undefined) => new Set(rows?.map(({ kind }) => kind))

it('holds what names her in each table', () => {
  expect(about.person).toEqual([expect.objectContaining({ member: 'awa', name: 'Awa Exemple' })])
  expect(about.contact).toEqual([expect.objectContaining({ id: 'awa', city: 'Paris' })])
  expect(about.session).toEqual([expect.objectContaining({ member: 'awa', machine: 'juki-1' })])
  expect([...kindsOf(about.directory)]).toEqual(expect.arrayContaining(['members', 'badges']))
  expect(about.bank_line).toEqual([expect.objectContaining({ id: 'l-1' })])
  expect(about.audit).toEqual([expect.objectContaining({ actor: 'compte-1' })])
  expect(about.journal?.length).toBeGreaterThan(0)
  const badged = about.verdict?.map(({ payload }) => (payload as { type: string } | null)?.type)
  expect(badged).toEqual(['badge', 'badge'])
})

it('holds nobody else', () => {
  const { directory = [], ...rows } = about
  // A qualification names its trainer, and that is part of what is known of her
  const others = JSON.stringify([rows, directory.filter(({ kind }) => kind !== 'members')])
  expect(others).not.toMatch(/bilal|chloe|mallory|FR7612345678901234567890123/i)
})

it('is explained in both languages, table by table', () => {
  const told = Object.entries(TABLES).flatMap(([table, read]) => (read === null ? [] : [table]))
  for (const words of [SAID_OF.fr, SAID_OF.en]) {
    expect(Object.keys(words)).toEqual(expect.arrayContaining([...told, 'sign_in', 'statements']))
  }
  expect(Object.keys(ELSEWHERE.fr)).toEqual(Object.keys(ELSEWHERE.en))
})
