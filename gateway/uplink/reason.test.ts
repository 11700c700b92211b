import { expect, it } from 'vitest'
import { whyNot } from './reason.ts'

const withCode = (code: string | number, message = 'm') => Object.assign(new Error(message), { code })

it.each<[string, unknown, string]>([
  ['refused', withCode('ECONNREFUSED'), 'nothing listens there: is the server running?'],
  [
    'refused on both families',
    new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]),
    'nothing listens there: is the server running?',
  ],
  ['CONNACK 4 (MQTT 3.1.1 table 3.1)', withCode(4), 'principal or token is wrong'],
  ['CONNACK 3', withCode(3), 'the server can commit nothing at the moment'],
  ['CONNACK unheard of', withCode(77), 'the server refused with code 77'],
  [
    'a certificate',
    withCode('DEPTH_ZERO_SELF_SIGNED_CERT'),
    'the server’s certificate is self-signed: name its authority in `ca`',
  ],
  ['an unknown code', withCode('EWHAT', 'odd'), 'odd (EWHAT)'],
  ['no answer', new Error('connack timeout'), 'the server does not answer'],
  ['anything thrown', 'text', 'text'],
])('%s', (_, error, sentence) => {
  expect(whyNot(error)).toBe(sentence)
})
