/** Ids that each object answers to by itself change no amount, no rate, no hour. */
import { describe, expect, it } from 'vitest'
import { INVOICING, ISSUER } from '#test/support/invoice-lab.ts'
import { meaningOf } from './accounting/payment-reasons.ts'
import { vatOf } from './accounting/vat.ts'
import { careOf } from './care/due.ts'
import { entryOf } from './entry-of.ts'
import { atelier, type Story, sampleOf, seated } from './metering/testing.ts'
import { changesBetween } from './periods/changes.ts'
import { house, member, pool, session, statement } from './sharing/testing.ts'

const INHERITED = ['constructor', 'toString', '__proto__']

describe.each(INHERITED)('%s', id => {
  it('is no entry of a record that does not have it, and is one of a record that does', () => {
    for (const none of [{}, null, undefined]) expect(entryOf(none, id)).toBeUndefined()
    expect(entryOf(JSON.parse(`{"${id}":7}`), id)).toBe(7)
  })

  it('has no weight that nobody gave it, and pays what its own comes to', () => {
    const shared = (weights: Record<string, number>) =>
      statement(
        house({ members: [member('awa'), member(id)], pools: [pool('rent', { driver: 'weights', weights })] }),
        [session('s1', id, 60_000)],
      ).members.map(one => [one.id, one.total_cents])
    expect(shared({ awa: 1 })).toContainEqual(['awa', 10_000])
    expect(shared(JSON.parse(`{"awa":1,"${id}":3}`))).toContainEqual([id, 7_500])
  })

  it('is taxed as everything is, as a tariff and as a pool', () => {
    const vat_rates = { default: 5.5, kinds: {}, pools: {}, tariffs: {} }
    const issuer = { ...ISSUER, invoicing: { ...INVOICING, vat_rates } }
    const supply = { kind: 'share' as const, date: '2026-10-31', documented: false }
    for (const of of [
      { pool: null, tariff: id },
      { pool: id, tariff: null },
    ])
      expect(vatOf(issuer, { ...supply, ...of })).toEqual({ category: 'S', rate_bp: 550, exemption: null })
  })

  it('was nothing before it came to a month', () => {
    const nothing = { members: {}, pools: {}, cooperative_cents: 0, to_settle: 0 }
    const one = { ...nothing, members: JSON.parse(`{"${id}":{"cents":5,"sessions":1,"running_ms":2}}`) }
    expect(changesBetween(nothing, { ...one, pools: JSON.parse(`{"${id}":9}`) })).toMatchObject({
      members: [{ id, was_cents: null, is_cents: 5, sessions: 1, running_ms: 2 }],
      pools: [{ id, was_cents: null, is_cents: 9 }],
    })
  })

  it('wants care after its hours, counted from none', () => {
    const directory = atelier({ machine: { care: [{ id, name: 'Huiler', every_h: 0.01 }] } })
    const [machine = ''] = directory.machines.keys()
    expect(careOf(directory, machine, {}, '2026-11-22')).toMatchObject([{ ran_ms: 0, due: false }])
    const story: Story = seated(directory, { running_ms: 0 })
    story.say(20_000, sampleOf(1_000, { running_ms: 18_000 }))
    expect(Object.entries(story.state.wear_ms ?? {})).toEqual([[id, 18_000]])
    expect(careOf(directory, machine, story.state.wear_ms, '2026-11-22')).toMatchObject([{ ran_ms: 18_000 }])
  })

  it('is a reason nobody knows: it ends the mandate', () => expect(meaningOf(id)).toEqual({ ends_mandate: true }))
})
