import { describe, expect, it } from 'vitest'
import { careId } from '../care/facts.ts'
import { AWA, atelier, BELA, HELLO, Story, sampleOf, seated } from './testing.ts'

const CARE = [{ id: 'huile', name: 'Huiler le crochet', every_h: 0.01 }]
const DUE_MS = 36_000
const careful = () => seated(atelier({ machine: { care: CARE } }), { running_ms: 0 })

it('counts the hours a machine ran, and locks at the next idle, never within a cycle', () => {
  const story = careful()
  story.say(DUE_MS / 2 + 2_000, sampleOf(1_000, { running_ms: DUE_MS / 2 }))
  expect(story.of('alert')).toEqual([])
  story.say(DUE_MS + 3_000, sampleOf(1_000, { running_ms: DUE_MS }))
  expect(story.of('alert').map(({ code }) => code)).toEqual(['care-due'])
  // told at once that no other start follows; the cycle goes on and is hers
  expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'lockout', relay: false })
  expect(story.ended()).toEqual([])
  story.say(DUE_MS + 4_000, sampleOf(1_000, { running_ms: DUE_MS + 1_000 }))
  story.say(DUE_MS + 5_000, sampleOf(90, { running_ms: DUE_MS + 1_500 }))
  story.say(DUE_MS + 9_000, sampleOf(90, { running_ms: DUE_MS + 1_500 }))
  expect(story.last()).toMatchObject({ end_reason: 'lockout', running_ms: DUE_MS + 1_500 })
  story.say(DUE_MS + 10_000, { type: 'badge', badge: BELA })
  expect(story.verdict()).toMatchObject({ verdict: 'denied', reason: 'machine-locked' })
  expect(story.of('alert')).toHaveLength(1)
})

it('begins again once it is done', () => {
  const story = careful()
  story.say(DUE_MS + 3_000, sampleOf(1_000, { running_ms: DUE_MS }))
  story.say(DUE_MS + 4_000, sampleOf(90, { running_ms: DUE_MS }))
  story.act(DUE_MS + 5_000, { type: 'care-done', task: 'huile', by: 'boss', note: '' })
  expect(story.state.wear_ms).toEqual({ huile: 0 })
  story.say(DUE_MS + 6_000, { type: 'badge', badge: AWA })
  expect(story.verdict()).toMatchObject({ verdict: 'granted' })
})

it('counts work nobody badged for, too', () => {
  const story = new Story(atelier({ machine: { care: CARE } }))
  story.say(0, HELLO)
  story.say(1_000, sampleOf(90, { running_ms: 0 }))
  story.say(31_000, sampleOf(1_000, { running_ms: 29_000 }))
  expect(story.state.wear_ms).toEqual({ huile: 29_000 })
})

describe('by date', () => {
  const YEARLY = { id: 'elec', name: 'Contrôle électrique', every_months: 12, since: '2025-01-15' }
  const dated = (more: object) => atelier({ machine: { care: [{ ...YEARLY, ...more }] } })

  it('locks at the next idle where its task says so, until it is noted', () => {
    const story = seated(atelier(), { running_ms: 0 })
    story.directory = dated({ locks: true })
    story.say(3_000, sampleOf(1_000, { running_ms: 1_000 }))
    const told = story.of('alert').filter(({ code }) => code === 'care-due')
    expect(told.map(({ detail }) => detail)).toEqual([expect.stringMatching(/has come to its day/)])
    expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'lockout', relay: false })
    expect(story.ended()).toEqual([])
    story.say(4_000, sampleOf(90, { running_ms: 1_000 }))
    story.say(8_000, sampleOf(90, { running_ms: 1_000 }))
    expect(story.last()).toMatchObject({ end_reason: 'lockout' })
    story.say(9_000, { type: 'badge', badge: BELA })
    expect(story.verdict()).toMatchObject({ verdict: 'denied', reason: 'machine-locked' })

    const id = careId('juki-1', 'elec')
    const cost = { parts_cents: 0, labour_cents: 9_000, pool: null }
    const done = { id: 'e-1', on: '2026-10-05', at_ms: 0, by: 'boss', note: '', cost }
    story.directory.cares.set(id, { id, machine: 'juki-1', task: 'elec', done: [done] })
    story.act(10_000, { type: 'care-done', task: 'elec', by: 'boss', note: '' })
    expect(story.state).not.toHaveProperty('care_told')
    expect(story.state).not.toHaveProperty('wear_ms')
    story.say(12_000, { type: 'badge', badge: AWA })
    expect(story.verdict()).toMatchObject({ verdict: 'granted' })
  })

  it('locks nothing where it does not', () => {
    const story = seated(dated({}), { running_ms: 0 })
    expect(story.verdict()).toMatchObject({ verdict: 'granted' })
    expect(story.of('alert')).toEqual([])
  })
})

it('leaves the state of a machine without care as it was', () => {
  const story = seated(atelier(), { running_ms: 0 })
  story.say(3_000, sampleOf(1_000, { running_ms: 1_000 }))
  expect(story.state).not.toHaveProperty('wear_ms')
})
