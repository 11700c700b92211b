import { generate } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { Frame } from './frame.ts'
import { pubacks, publishBytes, publishIn } from './publish.ts'

const TOPIC = 'navette/1/site/s1/up/sample'

function read(bytes: Buffer) {
  const frame = new Frame(16_384)
  expect(frame.read(bytes, 0, false)).toBe('whole')
  return publishIn(bytes, frame)
}

const publish = (fields: object): Buffer =>
  generate({
    ...{ cmd: 'publish', topic: TOPIC, payload: '{}', qos: 1, messageId: 515, dup: false, retain: false },
    ...fields,
  } as never)

test('reads topic, packet identifier and payload as mqtt-packet wrote them', () => {
  expect(read(publish({ dup: true, retain: true, payload: '{"é":1}' }))).toEqual({
    topic: TOPIC,
    id: 515,
    payload: Buffer.from('{"é":1}'),
  })
})

const others: [name: string, bytes: Buffer][] = [
  ['QoS 0', publish({ qos: 0 })],
  ['QoS 2', publish({ qos: 2 })],
  ['another packet', generate({ cmd: 'pingreq' })],
  ['MQTT-2.3.1-1: packet identifier 0', Buffer.from([0x32, 0x06, 0, 1, 0x74, 0, 0, 0x7b])],
  ['a topic longer than the packet', Buffer.from([0x32, 0x05, 0, 9, 0x74, 0, 1])],
  ['no room for a packet identifier', Buffer.from([0x32, 0x04, 0, 1, 0x74, 0])],
  ['no body', Buffer.from([0x32, 0x00])],
]
test.each(others)('leaves alone: %s', (_name, bytes) => {
  expect(read(bytes)).toBeNull()
})

test('PUBACKs as mqtt-packet writes them', () => {
  const ids = [1, 65_535, 515]
  const expected = ids.map(messageId => generate({ cmd: 'puback', messageId }))
  expect(pubacks(ids)).toEqual(Buffer.concat(expected))
})

test.each(['', '{"é":1}', 'x'.repeat(100), 'x'.repeat(20_000)])('PUBLISH as mqtt-packet writes it (%#)', payload => {
  expect(publishBytes(TOPIC, 515, payload)).toEqual(publish({ payload }))
})
