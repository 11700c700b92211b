/** Contract §1, Safety: a plug only meters, unless every one of these holds. */
import { describe, expect, it } from 'vitest'
import { decideUse, type ReadBack, type Supply } from './use.ts'

const fits: Supply = { no_volt_release: true, machine_A: 4, machine_inrush_A: 24, plug_A: 10, plug_inrush_A: 80 }
const safe: ReadBack = { kind: 'read', unsafe: [] }

describe('what a plug may do', () => {
  it('switches when everything holds', () => {
    expect(decideUse(fits, safe).use).toBe('switch')
    expect(decideUse({ ...fits, machine_A: 10, machine_inrush_A: 80 }, safe).use).toBe('switch')
  })

  const refused: [name: string, supply: Supply | undefined, read: ReadBack, why: RegExp][] = [
    ['nobody said anything of the machine', undefined, safe, /no-volt release/],
    ['no no-volt release', { ...fits, no_volt_release: false }, safe, /start by itself/],
    ['more current than the plug carries', { ...fits, machine_A: 10.1 }, safe, /10.1 A/],
    ['more inrush than the plug stands', { ...fits, machine_inrush_A: 81 }, safe, /81 A/],
    ['a plug that says nothing', fits, { kind: 'unread', why: 'no answer' }, /no answer/],
    ['a plug that stays unsafe', fits, { kind: 'read', unsafe: ['its button switches it', 'a rule'] }, /button.*rule/],
    ['both, and the machine comes first', undefined, { kind: 'unread', why: 'no answer' }, /no-volt/],
  ]
  it.each(refused)('only meters: %s', (_name, supply, read, why) => {
    expect(decideUse(supply, read)).toEqual({ use: 'meter-only', why: expect.stringMatching(why) })
  })
})
