import { describe, expect, it } from 'vitest'
import { aDocument } from '../testing.ts'
import { sections } from './sections.ts'

describe('lines as a reader looks for them', () => {
  it('machines, shares, corrections of a closed month and the rest, each with its sum', () => {
    const document = aDocument({}, [
      { label: 'Loyer', pool: 'rent', net_cents: 100 },
      { label: 'Juki', machine: 'juki-1', net_cents: 20 },
      { label: 'Cartes', net_cents: 5 },
      { label: 'Électricité', pool: 'power', net_cents: 30 },
      { label: 'Loyer', pool: 'rent', net_cents: -7, adjusts: '2026-09' },
    ])
    expect(sections(document).map(({ title, net_cents }) => [title, net_cents])).toEqual([
      ['Charges communes', 130],
      ['Machines', 20],
      ['Autres', 5],
      ['Rattrapage de septembre\u00a02026', -7],
    ])
  })

  it('lines of one machine stand together', () => {
    const machines = ['a', 'b', 'a', 'c', 'b']
    const [only] = sections(
      aDocument(
        {},
        machines.map(machine => ({ machine })),
      ),
    )
    expect(only?.lines.map(line => line.machine)).toEqual(['a', 'a', 'b', 'b', 'c'])
  })

  it('one after the other for each person an organisation pays for', () => {
    const document = aDocument({}, [
      { member: 'Awa', machine: 'a' },
      { member: 'Mehdi', machine: 'a' },
    ])
    expect(sections(document).map(({ title }) => title)).toEqual(['Awa · Machines', 'Mehdi · Machines'])
  })
})
