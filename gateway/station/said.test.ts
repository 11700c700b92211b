import pino from 'pino'
import { expect, it } from 'vitest'
import { eventually } from '#test/support/eventually.ts'
import { SAID_MAX } from '../limits.ts'
import type { AppendResult, Incoming } from '../outbox/outbox.ts'
import { Said } from './said.ts'

/** A disk that takes `room` messages until there is more, as the outbox does it: once full, full for the whole group. */
function disk(room: number) {
  const kept: number[] = []
  const state = { room }
  const append = async ({ seq }: Incoming): Promise<AppendResult> => {
    if (kept.length >= state.room) return { kind: 'full' }
    kept.push(seq)
    return { kind: 'kept', id: kept.length }
  }
  return { kept, state, append }
}
const message = (seq: number): Incoming => ({ station: 's', type: 'sample', boot: 1, seq, body: '{}' })

it('keeps the order through a disk that refuses for a while, and loses nothing', async () => {
  const { kept, state, append } = disk(2)
  const told: number[] = []
  const said = new Said({ outbox: { append }, onKept: ({ seq }) => told.push(seq), log: pino({ level: 'silent' }) })
  for (let seq = 0; seq < 6; seq += 1) said.say(message(seq))
  await eventually(() => kept.length === 2, 'full')
  said.say(message(6))
  state.room = 100
  await eventually(() => kept.length === 7, 'taken at the next try')
  expect(kept).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(told).toEqual(kept)
  await said.stop()
})

it('is bounded while the disk refuses: samples go first, badges stay', async () => {
  const { kept, state, append } = disk(0)
  const said = new Said({ outbox: { append }, onKept: () => undefined, log: pino({ level: 'silent' }) })
  said.say({ ...message(0), type: 'badge' })
  await new Promise(setImmediate)
  for (let seq = 1; seq <= SAID_MAX + 500; seq += 1) said.say(message(seq))
  state.room = Number.POSITIVE_INFINITY
  await said.stop()
  expect(kept).toHaveLength(SAID_MAX)
  expect([kept[0], kept[1], kept.at(-1)]).toEqual([0, 502, SAID_MAX + 500])
})

it('has the last words on disk when it stopped', async () => {
  const { kept, append } = disk(100)
  const said = new Said({ outbox: { append }, onKept: () => undefined, log: pino({ level: 'silent' }) })
  said.say(message(0))
  said.say(message(1))
  await said.stop()
  expect(kept).toEqual([0, 1])
})
