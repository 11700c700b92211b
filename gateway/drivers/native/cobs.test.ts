import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cobsDecode, cobsEncode } from './cobs.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const ones = (count: number) => '01'.repeat(count)

// Cheshire & Baker's rules worked by hand: data, block with delimiter.
const VECTORS: [name: string, data: string, block: string][] = [
  ['nothing', '', '0100'],
  ['one zero', '00', '010100'],
  ['two zeros', '0000', '01010100'],
  ['a zero inside', '11220033', '031122023300'],
  ['a zero at the end', '112200', '0311220100'],
  ['no zero', '11223344', '051122334400'],
  ['253 bytes', ones(253), `fe${ones(253)}00`],
  ['254 bytes: a full run needs no more', ones(254), `ff${ones(254)}00`],
  ['255 bytes', ones(255), `ff${ones(254)}020100`],
  ['a zero after a full run', `${ones(254)}00`, `ff${ones(254)}010100`],
]

describe('COBS (Cheshire & Baker 1999)', () => {
  it.each(VECTORS)('%s', (_, data, block) => {
    expect(hex(cobsEncode(Buffer.from(data, 'hex')))).toBe(block)
    const out = new Uint8Array(block.length)
    const length = cobsDecode(Buffer.from(block, 'hex').subarray(0, -1), out)
    expect(hex(out.subarray(0, length ?? 0))).toBe(data)
    expect(length).toBe(data.length / 2)
  })

  it('accepts the encoders that close a full last run with 01', () => {
    const out = new Uint8Array(300)
    expect(cobsDecode(Buffer.from(`ff${ones(254)}01`, 'hex'), out)).toBe(254)
  })

  it.each([
    ['a run that ends after the block', '051122'],
    ['a zero as code', '00'],
  ])('refuses %s', (_, block) => {
    expect(cobsDecode(Buffer.from(block, 'hex'), new Uint8Array(16))).toBeNull()
  })

  it('gives back any data and never holds the delimiter', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_100, max: 3 }), data => {
        const block = cobsEncode(data)
        expect(block.indexOf(0)).toBe(block.length - 1)
        const out = new Uint8Array(block.length)
        const length = cobsDecode(block.subarray(0, -1), out)
        expect(hex(out.subarray(0, length ?? 0))).toBe(hex(data))
      }),
    )
  })
})
