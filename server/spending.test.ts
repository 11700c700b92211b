import { expect, it } from 'vitest'
import { decide } from './domain/access/decide.ts'
import { applyEntry } from './domain/apply.ts'
import type { Directory } from './domain/directory.ts'
import { AWA, atelier, BELA, T0 } from './domain/metering/testing.ts'
import { noteSpending } from './spending.ts'

const FREE = { holder: null, running: false, locked: false, confirm_needed: false }

function house(spent: { awa: number; coop: number }) {
  let directory: Directory = atelier({ awa: { limit_cents_per_month: 1_000 } })
  const bela = directory.members.get('bela')
  if (bela === undefined) throw new Error('bela is there')
  directory.members.set('bela', { ...bela, organisation: 'coop' })
  directory.organisations.set('coop', {
    ...{ id: 'coop', name: 'Coop', legal_form: null, vat: null, limit_cents_per_month: 5_000 },
  })
  const entries: string[] = []
  return {
    entries,
    spent,
    verdict: (badge: string) => {
      const request = { badge, machine: 'juki-1', at_ms: T0, age_ms: 0, standing: FREE, listed: true }
      const decision = decide({ directory, ...request })
      return decision.verdict === 'granted' ? 'granted' : decision.reason
    },
    note: () =>
      noteSpending({
        directory: () => directory,
        totals: async () => ({
          members: [{ id: 'awa', total_cents: spent.awa }],
          payers: [{ payer: { kind: 'organisation', id: 'coop' }, total_cents: spent.coop }],
        }),
        append: async entry => {
          entries.push(entry.type)
          directory = applyEntry(directory, entry).directory
        },
        clock: { now_ms: () => T0 },
        log: { error: () => undefined },
      }),
  }
}

it('refuses a member, and everybody an organisation pays for, once the month has come to the limit', async () => {
  const one = house({ awa: 999, coop: 4_999 })
  expect(await one.note()).toBe(2)
  expect([one.verdict(AWA), one.verdict(BELA)]).toEqual(['granted', 'granted'])
  Object.assign(one.spent, { awa: 1_000 })
  expect(await one.note()).toBe(1)
  expect([one.verdict(AWA), one.verdict(BELA)]).toEqual(['spending-limit', 'granted'])
  Object.assign(one.spent, { coop: 5_001 })
  await one.note()
  expect(one.verdict(BELA)).toBe('spending-limit')
})

it('notes nothing twice', async () => {
  const one = house({ awa: 10, coop: 0 })
  expect(await one.note()).toBe(1)
  expect(await one.note()).toBe(0)
  expect(one.entries).toEqual(['spending-noted'])
})
