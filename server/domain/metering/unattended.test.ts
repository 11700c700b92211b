/** A kiln goes on firing after whoever started it badged out (ateliers.md, la-serre-le-multiple): never cut, and still theirs. */
import { expect, it } from 'vitest'
import { AWA, atelier, BELA, type Body, HELLO, SERVO, Story, sampleOf } from './testing.ts'

const KILN = {
  ...SERVO,
  idle_mA: 100,
  run_mA: 9_000,
  run_on_mA: 4_500,
  run_off_mA: 3_000,
  hold_ms: 60_000,
  idle_timeout_s: null,
}
const badge = (hmac: string): Body => ({ type: 'badge', badge: hmac })
const pulses = (story: Story, from_s: number, to_s: number) => {
  for (let s = from_s; s <= to_s; s += 10) story.say(s * 1_000, sampleOf(s % 30 === 0 ? 100 : 9_000))
}
/** Awa badges in, starts the firing and badges out after a minute; it fires until 600 s. */
const fired = (profile: object) => {
  const story = new Story(atelier({ profile, machine: { sample_ms: 10_000 } }))
  story.say(0, HELLO)
  story.say(1_000, badge(AWA))
  pulses(story, 10, 60)
  story.say(60_500, badge(AWA))
  pulses(story, 70, 590)
  return story
}

it('the session whose right has ended keeps the whole firing, pauses under the hold included', () => {
  const story = fired({ ...KILN, unattended: true })
  expect(story.verdict()).toMatchObject({ verdict: 'ended', reason: 'badge-out', relay: false })
  expect(story.ended()).toHaveLength(0)
  story.say(595_000, badge(BELA))
  expect(story.verdict()).toMatchObject({ verdict: 'denied', reason: 'machine-busy' })
  for (let s = 600; s <= 680; s += 10) story.say(s * 1_000, sampleOf(100))
  expect(story.last()).toMatchObject({ member: 'awa', end_reason: 'badge-out' })
  expect(story.last()?.running_ms).toBeGreaterThan(350_000)
  expect(story.of('unattributed')).toEqual([])
})

it('any other machine’s session ends at the first pause, and what runs on is nobody’s', () => {
  const story = fired(KILN)
  expect(story.ended()).toHaveLength(1)
  for (let s = 600; s <= 680; s += 10) story.say(s * 1_000, sampleOf(100))
  expect(story.of('unattributed').length).toBeGreaterThan(0)
})
