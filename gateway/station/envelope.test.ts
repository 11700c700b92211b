import { describe, expect, it } from 'vitest'
import { readEnvelope } from './envelope.ts'

const read = (text: string) => readEnvelope(new Uint8Array(Buffer.from(text)))

describe('readEnvelope', () => {
  it('takes type and identity apart and leaves the rest as it was', () => {
    expect(read('{"type":"sample","boot":7,"seq":3,"up_ms":5,"at_ms":null,"é":[1,{"x":0.5}]}')).toEqual({
      kind: 'message',
      message: { type: 'sample', boot: 7, seq: 3, body: '{"boot":7,"seq":3,"up_ms":5,"at_ms":null,"é":[1,{"x":0.5}]}' },
    })
  })

  it('keeps the spelling of numbers that a double cannot hold: the server judges what was said', () => {
    const result = read('{"type":"sample","boot":1,"seq":1,"current_mA":1e400,"big":1152921504606846977,"one":1.0}')
    expect(result).toMatchObject({
      message: { body: '{"boot":1,"seq":1,"current_mA":1e400,"big":1152921504606846977,"one":1}' },
    })
  })

  it.each([
    ['an unknown type', '{"type":"something-new","boot":1,"seq":0}'],
    ['fields of wrong types', '{"type":"sample","boot":1,"seq":1,"up_ms":"soon","current_mA":-5}'],
    ['a prototype for a field', '{"type":"sample","boot":1,"seq":1,"__proto__":{"x":1}}'],
  ])('passes on %s: quarantine is the server’s', (_, text) => {
    expect(read(text)).toMatchObject({ kind: 'message' })
  })

  it.each([
    ['not JSON', '{"type":'],
    ['not an object', '[1]'],
    ['null', 'null'],
    ['no type', '{"boot":1,"seq":0}'],
    ['a type that would break a topic', '{"type":"a/b","boot":1,"seq":0}'],
    ['a wildcard as type', '{"type":"#","boot":1,"seq":0}'],
    ['presence, which has no identity', '{"type":"presence","boot":1,"seq":0,"online":true}'],
    ['a batch, which has no identity', '{"type":"batch","boot":1,"seq":0,"messages":[]}'],
    ['no boot', '{"type":"sample","seq":0}'],
    ['boot 0', '{"type":"sample","boot":0,"seq":0}'],
    ['boot beyond 32 bits', '{"type":"sample","boot":4294967296,"seq":0}'],
    ['a fraction as seq', '{"type":"sample","boot":1,"seq":0.5}'],
    ['a seq beyond what is exact', '{"type":"sample","boot":1,"seq":9007199254740993}'],
  ])('refuses %s', (_, text) => {
    expect(read(text)).toMatchObject({ kind: 'bad' })
  })

  it('refuses what is not UTF-8', () => {
    const bytes = Buffer.from('{"type":"sample","boot":1,"seq":1,"x":"?"}')
    bytes[bytes.indexOf('?')] = 0xff
    expect(readEnvelope(bytes)).toMatchObject({ kind: 'bad' })
  })

  it('refuses nesting as deep as a frame can hold without falling over', () => {
    expect(read(`{"type":"sample","boot":1,"seq":1,"x":${'['.repeat(450)}${']'.repeat(450)}}`)).toMatchObject({
      kind: 'message',
    })
  })
})
