import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { OUTBOX_SCHEMA, OUTBOX_VERSION } from '#gateway/outbox/schema.ts'
import { eventually } from '#test/support/eventually.ts'
import { startGatewayProcess, writeGatewayConfig } from '#test/support/gateway-process.ts'
import { startPlainBroker } from '#test/support/plain-broker.ts'

const WAITING = 1_000_000
const STATIONS = 8
/**
 * A heap in which a million messages (some 200 MB as objects) have no room: holding them would end the process. Without
 * the flags V8 lets garbage pile up as far as the machine allows, and resident memory would say nothing.
 */
const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=2']
/** What draining may add to a gateway that has nothing to do: pages, window, write-ahead log. */
const GROWTH_MB_MAX = 80

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** An outbox as it is after the server was away for a day and a half. */
function fillOutbox(file: string): void {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  db.exec(OUTBOX_SCHEMA)
  db.pragma(`user_version = ${OUTBOX_VERSION}`)
  const insert = db.prepare('INSERT INTO waiting (station, type, body, cost_bytes) VALUES (?, ?, ?, 300)')
  db.transaction(() => {
    for (let n = 0; n < WAITING; n += 1) {
      const seq = Math.floor(n / STATIONS)
      const body = {
        boot: 1,
        seq,
        up_ms: seq * 1_000,
        at_ms: null,
        current_mA: 512,
        relay: true,
        running_ms: seq * 500,
      }
      insert.run(`juki-${n % STATIONS}`, 'sample', JSON.stringify(body))
    }
  })()
  db.close()
}

/** Resident memory in MB: now (VmRSS) or at its highest (VmHWM). */
function memory_MB(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024
}

function start(mqtt: string, fill: boolean) {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-memory-'))
  mkdirSync(join(dir, 'data'))
  if (fill) fillOutbox(join(dir, 'data', 'outbox.sqlite'))
  const stations = Array.from({ length: STATIONS }, (_, index) => ({
    id: `juki-${index}`,
    port: join(dir, `tty-${index}`),
  }))
  const gateway = startGatewayProcess(writeGatewayConfig({ dir, mqtt, stations }), SMALL_HEAP)
  cleanups.push(() => gateway.end('SIGKILL'))
  return gateway
}

describe('gateway with a million messages waiting', () => {
  it('drains them in bounded memory', async () => {
    let messages = 0
    let connected = 0
    const broker = await startPlainBroker({
      onPublish: (packet, _client, ack) => {
        // Counted, not kept: what is measured is the gateway, but this process should live too.
        if (packet.topic.endsWith('/presence')) connected += 1
        else messages += packet.topic.endsWith('/batch') ? JSON.parse(packet.payload.toString()).messages.length : 1
        broker.arrived.length = 0
        ack()
      },
    })
    cleanups.push(() => broker.close())
    const mqtt = `mqtt://127.0.0.1:${broker.port}`

    const idle = start(mqtt, false)
    await eventually(
      () => connected === 1,
      () => idle.log(),
    )
    const idle_MB = memory_MB(idle.child.pid, 'VmRSS')
    await idle.end('SIGTERM')

    const busy = start(mqtt, true)
    await eventually(
      () => messages >= WAITING,
      () => `${messages} ${busy.log()}`,
      120_000,
    )
    const highest_MB = memory_MB(busy.child.pid, 'VmHWM')
    console.info(
      `idle ${idle_MB.toFixed(0)} MB, highest while draining ${WAITING} messages ${highest_MB.toFixed(0)} MB`,
    )
    expect(messages).toBe(WAITING)
    expect(highest_MB - idle_MB).toBeLessThan(GROWTH_MB_MAX)
  })
})
