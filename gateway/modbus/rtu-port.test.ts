import { describe, expect, it } from 'vitest'
import { answerTo, findAnswer } from './rtu-port.ts'

/** address 1, function 4, two registers: an answer has four bytes of values */
const TWO_WORDS = answerTo(Buffer.from([1, 4, 0x01, 0x56, 0, 2, 0, 0]))
const bytes = (...values: number[]): Buffer => Buffer.from(values)
const ANSWER = [1, 4, 4, 0x41, 0xbe, 0, 0, 0x5a, 0xa5]
/** to the question for fourteen registers that had timed out before */
const LATE = [1, 4, 28, ...Array.from({ length: 28 }, (_, i) => i), 0x11, 0x22]

describe('the answer in what the line brings', () => {
  it.each([
    ['alone', ANSWER],
    ['behind noise', [0xff, 0x00, 0x01, ...ANSWER]],
    ['behind the answer to an earlier question of the same meter', [...LATE, ...ANSWER]],
    ['behind what another meter says', [2, 4, 4, 9, 9, 9, 9, 8, 8, ...ANSWER]],
    ['before noise', [...ANSWER, 0xff, 0x01]],
  ])('%s', (_, line) => {
    expect(findAnswer(bytes(...line), TWO_WORDS)).toEqual(bytes(...ANSWER))
  })

  it('is waited for while it is not whole', () => {
    for (let length = 0; length < ANSWER.length; length++)
      expect(findAnswer(bytes(...ANSWER.slice(0, length)), TWO_WORDS)).toBeNull()
  })

  it('may be an exception', () => {
    expect(findAnswer(bytes(1, 0x84, 2, 0xc2, 0xc1), TWO_WORDS)).toEqual(bytes(1, 0x84, 2, 0xc2, 0xc1))
  })
})
