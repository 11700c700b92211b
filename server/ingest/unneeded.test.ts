/** What an act asks to be true is judged after all that was said before it, on disk or not: two who are quick never both get it. */
import { beforeEach, expect, test } from 'vitest'
import { quietIngest } from '#test/support/quiet-ingest.ts'
import { badge, hello } from '#test/support/uplink-lab.ts'
import type { Ingest } from './ingest.ts'
import type { Act } from './ports.ts'

const NOW_MS = Date.parse('2026-11-20T10:00:00Z')
let ingest: Ingest

beforeEach(async () => {
  ;({ ingest } = await quietIngest(['s1', 's2'], NOW_MS))
  return () => ingest.stop()
})

const retire = (machine: string): Promise<void> =>
  ingest.act({
    entry: { type: 'machine-changed', machine, change: { retired: '2026-11-20' }, by: 'lea' },
    unneeded: machine,
  })
const say = (type: string, value: object): void =>
  ingest.accept(
    { principal: 'lab.s1', station: 's1', type, qos: 1, payload: Buffer.from(JSON.stringify(value)) },
    () => undefined,
  )
const reserved: Act = {
  entry: {
    type: 'reservation-made',
    reservation: {
      ...{ id: 'r-1', machine: 'm-s2', member: 'awa', made_by: 'awa' },
      ...{ from_ms: NOW_MS + 3_600_000, until_ms: NOW_MS + 7_200_000 },
    },
    at_ms: NOW_MS,
  },
}

test('a machine stays in use where somebody has just badged, though nothing of it is on disk yet', async () => {
  say('hello', hello())
  say('badge', badge(1))
  await expect(retire('m-s1')).rejects.toMatchObject({ kind: 'conflict', said: { code: 'machine-in-use' } })
  expect(ingest.machines().find(({ machine }) => machine === 'm-s1')?.session).toMatchObject({ member: 'awa' })
  expect(ingest.directory().machines.get('m-s1')?.retired ?? null).toBeNull()
})

test('and where somebody has just booked it; whoever books a moment later is told that it is gone', async () => {
  const booked = ingest.act(reserved)
  await expect(retire('m-s2')).rejects.toMatchObject({ said: { code: 'machine-booked-ahead', params: { count: 1 } } })
  await booked
  await ingest.act({ entry: { type: 'reservation-cancelled', reservation: 'r-1', by: 'lea', at_ms: NOW_MS } })
  const gone = retire('m-s2')
  await expect(ingest.act(reserved)).rejects.toMatchObject({ said: { code: 'machine-retired' } })
  await gone
})
