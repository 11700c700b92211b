import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainedHeader, chainOf, GENESIS, HASH_BYTES, headerText, payloadHash, SALT_BYTES } from './chain.ts'

const header: ChainedHeader = {
  ...{ n: 1, received_at_ms: 1_791_180_000_000, kind: 'up', type: 'sample', disposition: 'folded', station: 's1' },
  ...{ epoch: 1, boot: 2, seq: 3, batch_last_up_ms: null },
}
const sha256 = (...parts: (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const salts = fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES })
const hashes = fc.uint8Array({ minLength: HASH_BYTES, maxLength: HASH_BYTES })
const headers = fc.record<ChainedHeader>({
  n: fc.nat(),
  received_at_ms: fc.maxSafeNat(),
  kind: fc.constantFrom('up', 'action', 'directory'),
  type: fc.string(),
  disposition: fc.constantFrom('folded', 'late'),
  station: fc.option(fc.string({ unit: 'binary' })),
  epoch: fc.option(fc.nat()),
  boot: fc.option(fc.nat()),
  seq: fc.option(fc.nat()),
  batch_last_up_ms: fc.option(fc.maxSafeNat()),
})

describe('the chain', () => {
  it('hashes a header anyone can write down', () => {
    expect(headerText(header)).toBe('[1,1791180000000,"up","sample","folded","s1",1,2,3,null]')
  })

  // Computed apart, with coreutils: printf of the bytes | sha256sum
  it('gives the hand-computed links', () => {
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
    const payload_hash = payloadHash(salt, '{"é":1}')
    expect(payload_hash.toString('hex')).toBe('0cc3b6d9b9c1514e3fee1ef646c9a3a0947c0f4645d4a6ee514484e80fed784c')
    expect(chainOf(GENESIS, header, payload_hash).toString('hex')).toBe(
      'b0eb172483b0a016a7898da1534d2a7eca667252f9af82ef0b36342b0fd7bad2',
    )
  })

  it('is plain SHA-256 over the bytes, whatever the text and its length', () => {
    fc.assert(
      fc.property(salts, fc.string({ unit: 'grapheme', maxLength: 30_000 }), (salt, payload) => {
        expect(payloadHash(salt, payload)).toEqual(sha256(salt, payload))
      }),
      { numRuns: 50 },
    )
    const long = 'é'.repeat(100_000)
    expect(payloadHash(new Uint8Array(SALT_BYTES), long)).toEqual(sha256(new Uint8Array(SALT_BYTES), long))
  })

  it('depends on what came before, on every field of the header and on the payload', () => {
    fc.assert(
      fc.property(hashes, headers, hashes, (previous, h, payload_hash) => {
        const link = chainOf(previous, h, payload_hash)
        expect(link).toEqual(sha256(previous, headerText(h), payload_hash))
        for (const key of Object.keys(h) as (keyof ChainedHeader)[]) {
          const other = { ...h, [key]: typeof h[key] === 'string' ? `${h[key]}!` : Number(h[key]) + 1 }
          expect(chainOf(previous, other as ChainedHeader, payload_hash)).not.toEqual(link)
        }
        expect(chainOf(payload_hash, h, previous).equals(link)).toBe(Buffer.from(previous).equals(payload_hash))
      }),
    )
  })
})
