import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '#test/support/eventually.ts'
import { startGatewayProcess, writeGatewayConfig } from '#test/support/gateway-process.ts'
import { orderFaults } from '#test/support/order-faults.ts'
import { startPlainBroker } from '#test/support/plain-broker.ts'
import { linkPort, openPty } from '#test/support/pty.ts'
import { seeded } from '#test/support/seeded.ts'
import { SerialPeer } from '#test/support/serial-peer.ts'

const KILLS = 20
const SEED = 7
const STATIONS = ['juki-1', 'juki-2']
/** On a slow machine a life takes longer, and should not leave the more for the last one to take over. */
const UNACKED_MAX = 200

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function plug(dir: string, id: string) {
  const pty = openPty()
  const port = join(dir, `tty-${id}`)
  linkPort(port, pty)
  const peer = new SerialPeer()
  peer.plug(pty)
  cleanups.push(
    () => pty.close(),
    () => peer.stop(),
  )
  return { id, port, peer }
}

describe('gateway under kill -9', () => {
  it('brings every message of every station to the server, in order apart from what is sent again', async () => {
    const random = seeded(SEED)
    const dir = mkdtempSync(join(tmpdir(), 'gateway-crash-'))
    /** per station, the seqs as they reached the broker */
    const arrived = new Map<string, { connection: object; seq: number }[]>(STATIONS.map(id => [id, []]))
    const broker = await startPlainBroker({
      onPublish: (packet, client, ack) => {
        const [, , , station = '', , type] = packet.topic.split('/')
        const body = JSON.parse(packet.payload.toString())
        for (const { seq } of type === 'batch' ? body.messages : [body])
          arrived.get(station)?.push({ connection: client, seq })
        setTimeout(ack, random() * 5)
      },
    })
    cleanups.push(() => broker.close())
    const lines = STATIONS.map(id => plug(dir, id))
    const mqtt = `mqtt://127.0.0.1:${broker.port}`
    const configFile = writeGatewayConfig({ dir, mqtt, stations: lines.map(({ id, port }) => ({ id, port })) })

    let said = 0
    const talk = setInterval(() => {
      if (lines.some(({ peer }) => peer.unacked >= UNACKED_MAX)) return
      for (const { peer } of lines)
        peer.say({ type: said === 0 ? 'hello' : 'sample', boot: 1, seq: said, up_ms: said, at_ms: null })
      said += 1
    }, 5)
    cleanups.push(() => clearInterval(talk))
    for (let kill = 0; kill < KILLS; kill += 1) {
      const gateway = startGatewayProcess(configFile)
      await gateway.ready
      await new Promise(resolve => setTimeout(resolve, random() * 400))
      await gateway.end('SIGKILL')
    }
    clearInterval(talk)
    const last = startGatewayProcess(configFile)
    cleanups.push(() => last.end('SIGKILL'))
    await eventually(
      () => lines.every(({ peer }) => peer.unacked === 0),
      () => last.log(),
      60_000,
    )
    const seqsOf = (id: string) => arrived.get(id) ?? []
    const complete = () => STATIONS.every(id => new Set(seqsOf(id).map(one => one.seq)).size === said)
    await eventually(complete, () => last.log(), 60_000)

    expect(said).toBeGreaterThan(KILLS * 10)
    for (const { id, peer } of lines) {
      expect(new Set(peer.acked).size).toBe(said)
      expect(orderFaults(seqsOf(id))).toEqual([])
    }
  })
})
