import { describe, expect, it } from 'vitest'
import { judge } from './station.ts'
import { HELLO, Story, sampleOf, T0 } from './testing.ts'
import type { StationMessage } from './types.ts'

/** Epoch 1, boot 3, seq 2 at 5 s, register at 2 s. */
function known(): Story {
  const story = new Story()
  story.boot = 3
  story.say(0, HELLO)
  story.say(4_000, sampleOf(500, { running_ms: 1_500 }))
  story.say(5_000, sampleOf(500, { running_ms: 2_000 }))
  return story
}
const sample = (boot: number, seq: number, up_ms: number, running_ms?: number): StationMessage =>
  ({
    ...sampleOf(90, running_ms === undefined ? {} : { running_ms }),
    boot,
    seq,
    up_ms,
    at_ms: T0,
  }) as StationMessage

describe('judge', () => {
  it.each<[string, number, StationMessage, string]>([
    ['the next one', 1, sample(3, 3, 5_000), 'fold'],
    ['one after a gap', 1, sample(3, 9, 6_000), 'fold'],
    ['a newer boot that begins with a gap', 1, sample(4, 5, 100), 'fold'],
    ['a newer epoch at boot 1', 2, sample(1, 0, 0), 'fold'],
    ['the last one again', 1, sample(3, 2, 5_000), 'known'],
    ['an earlier seq, whatever its up_ms', 1, sample(3, 1, 1), 'known'],
    ['a lower boot', 1, sample(2, 99, 9_000), 'known'],
    ['a lower epoch', 0, sample(9, 9, 9_000), 'known'],
    ['up_ms that fell', 1, sample(3, 3, 4_999), 'up-ms-fell'],
    ['a register that grew more than up_ms', 1, sample(3, 3, 6_000, 3_001), 'register-impossible'],
    ['a register that grew as up_ms did', 1, sample(3, 3, 6_000, 3_000), 'fold'],
    ['a register that fell within a boot', 1, sample(3, 3, 6_000, 1_999), 'register-impossible'],
    ['a register above up_ms in a new boot', 1, sample(4, 1, 1_000, 1_001), 'register-impossible'],
    ['a register that restarts with a boot', 1, sample(4, 1, 1_000, 1_000), 'fold'],
  ])('%s', (_, epoch, message, expected) => {
    const judged = judge(known().state, epoch, message)
    expect(judged.kind === 'quarantine' ? judged.reason : judged.kind).toBe(expected)
  })
})
