/** Real broker, ingest, fold and ledger: what was acknowledged is in the book, once, and replay agrees. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { downTopic } from '#server/contract/topics.ts'
import { domainCore } from '#server/ingest/domain-core.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { poll } from '#test/support/poll.ts'
import {
  acknowledged,
  badge,
  directoryEntries,
  hello,
  type Lab,
  SITE,
  sample,
  up,
  uplinkLab,
} from '#test/support/uplink-lab.ts'

let directory: string
let ledger: Ledger
let lab: Lab

async function open(): Promise<void> {
  ledger = await openLedger({ file: join(directory, 'navette.sqlite') })
  lab = await uplinkLab({ core: domainCore, ledger })
}
async function close(): Promise<void> {
  await lab.close()
  await ledger.close()
}
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'navette-ingest-'))
  const first = await openLedger({ file: join(directory, 'navette.sqlite') })
  await first.setUp(SITE)
  await first.appendDirectory(directoryEntries(['s1', 's2']), Date.now())
  await first.close()
  await open()
})
afterEach(async () => {
  await close()
  rmSync(directory, { recursive: true })
})

const running = (seq: number) => ({ ...sample(seq, 1_000), relay: true, running_ms: (seq - 1) * 1_000 })
const STREAM: [type: string, value: object][] = [
  ['hello', hello()],
  ['sample', { ...sample(1), running_ms: 0 }],
  ['badge', badge(2)],
  ...[3, 4, 5, 6].map((seq): [string, object] => ['sample', running(seq)]),
  ['badge', badge(7)],
]

async function say(messages: [type: string, value: object][]): Promise<boolean[]> {
  const client = await lab.connect()
  const answers = messages.map(([type, value]) => acknowledged(client, up('s1', type), JSON.stringify(value)))
  const all = await Promise.all(answers)
  await client.endAsync()
  return all
}

test('a session from badge to badge; the same messages again, after a restart, change nothing; verify agrees', async () => {
  expect(await say(STREAM)).toEqual(STREAM.map(() => true))
  const once = await ledger.counts()
  expect(once).toMatchObject({ messages: STREAM.length, quarantined: 0, late: 0, gaps: 0, sessions: 1 })
  await close()
  await open()
  expect(await say(STREAM.toReversed())).toEqual(STREAM.map(() => true))
  expect(await ledger.counts()).toEqual(once)
  expect(await ledger.verify()).toMatchObject({ ok: true, problems: [], messages: STREAM.length, sessions: 1 })
})

test('other content, bad content and a gap: each counted as what it is', async () => {
  await say([
    ...STREAM.slice(0, 3),
    ['sample', running(5)],
    ['sample', running(4)],
    ['sample', { ...running(5), relay: false }],
  ])
  await say([
    ['sample', { ...sample(9), current_mA: -1 }],
    ['sample', { ...running(6), running_ms: 9e9 }],
  ])
  expect(await ledger.counts()).toMatchObject({ messages: 5, quarantined: 3, late: 1, gaps: 1 })
  const alerts = await ledger.alerts({ limit: 10, cursor: null })
  expect(alerts.items.map(alert => alert.code)).toContain('contradiction')
  expect((await ledger.verify()).ok).toBe(true)
})

test('a lockout ends what may not go on and is told to the station; another process’s writes are seen', async () => {
  const client = await lab.connect()
  const heard: { type: string; payload: Record<string, unknown> }[] = []
  client.on('message', (topic, payload) => {
    heard.push({ type: topic.split('/').at(-1) ?? '', payload: JSON.parse(payload.toString()) })
  })
  await client.subscribeAsync(downTopic(SITE, 's1', '#'), { qos: 1 })
  for (const [type, value] of STREAM.slice(0, 3)) await acknowledged(client, up('s1', type), JSON.stringify(value))
  await poll('granted', () => heard.some(({ payload }) => payload.verdict === 'granted'))
  await lab.ingest.act({ station: 's1', action: { type: 'lockout', by: 'chief', why: 'belt' } })
  const command = await poll('the command', () => heard.find(({ type }) => type === 'command'))
  expect(command.payload).toMatchObject({ op: 'lockout', boot: 1 })
  await poll('ended', () => heard.some(({ payload }) => payload.verdict === 'ended' && payload.reason === 'lockout'))

  const other = await openLedger({ file: join(directory, 'navette.sqlite') })
  await other.appendDirectory([{ type: 'station-added', station: 's9', machine: 'm-s2', epoch: 1 }], Date.now())
  await other.close()
  await poll('the new station', () => lab.ingest.directory().stations.has('s9'), 1_000)
  expect((await ledger.verify()).ok).toBe(true)
})
