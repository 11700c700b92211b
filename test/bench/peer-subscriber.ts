/**
 * What one would write without Navette: an mqtt.js subscriber that validates with the same schemas and writes the same
 * rows through the same ledger, in groups of the same length. It does not fold, and its acknowledgement does not wait for
 * the commit (mqtt.js handles one message at a time): both are in its favour.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { parseTopic } from '#server/contract/topics.ts'
import { isUplinkType, UplinkSchemas } from '#server/contract/uplink.ts'
import { canonical } from '#server/domain/canonical.ts'
import { GROUP_MS } from '#server/ingest/limits.ts'
import type { JournalAppend } from '#server/ingest/ports.ts'
import { Unwritten } from '#server/ingest/unwritten.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { answering } from './child.ts'
import { SITE } from './site.ts'

const { port, state_bytes } = JSON.parse(process.argv[2] ?? '{}') as { port: number; state_bytes: number }
const directory = mkdtempSync(join(tmpdir(), 'navette-peer-'))
const ledger = await openLedger({ file: join(directory, 'navette.sqlite'), role: 'serve' })
const state = JSON.stringify({ filler: 'x'.repeat(state_bytes) })

/** States are written as seldom as Navette writes them. */
const unwritten = new Unwritten()
let head = 0
let journal: JournalAppend[] = []
let awaited = { count: 0, resolve: (): void => undefined }

async function flush(): Promise<void> {
  const lines = journal
  journal = []
  const due = unwritten.due(head + lines.length)
  const states = due.map(station => ({ station, state }))
  const states_n = unwritten.upTo(due.length, head)
  const result = await ledger.commit({
    ...{ expected_head: head, journal: lines, states, states_n, effects: [], directory: [], quarantine: [] },
  })
  if (result.kind !== 'committed') throw new Error('somebody else wrote')
  unwritten.written(due)
  for (const { station } of lines) unwritten.touched(station as string, head + 1)
  head = result.head
  if (head >= awaited.count) awaited.resolve()
}

function hear(topic: string, bytes: Buffer): void {
  const parsed = parseTopic(topic)
  if (parsed === null || !isUplinkType(parsed.type)) return
  const { station, type } = parsed
  const message = UplinkSchemas[type].parse(JSON.parse(bytes.toString('utf8')))
  const { boot, seq } = message
  const payload = canonical({ ...message, type })
  journal.push({
    ...{ received_at_ms: Date.now(), kind: 'up', type, disposition: 'folded', station, epoch: 1, boot, seq },
    ...{ at_ms: Date.now(), at_order: 0, payload },
  })
  if (journal.length === 1) setTimeout(flush, GROUP_MS)
}

const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'subscriber', clean: true })
client.on('message', hear)
await client.subscribeAsync(`navette/1/${SITE}/+/up/#`, { qos: 1 })

answering(
  async message => {
    if (message.do === 'cpu') return process.cpuUsage()
    return new Promise(resolve => {
      awaited = { count: message.count as number, resolve: () => resolve({ head }) }
      if (head >= awaited.count) awaited.resolve()
    })
  },
  async () => {
    await client.endAsync(true)
    await ledger.close()
    rmSync(directory, { recursive: true })
  },
)
