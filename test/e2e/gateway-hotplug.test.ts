/** Ports pulled out and put back a hundred times: back within 3 s each, nothing lost, nothing left open. */
import { mkdtempSync, readdirSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { rdm6300Frame } from '#firmware-sim/parts/rdm6300.ts'
import { CardReader } from '#gateway/cards/reader.ts'
import { Rdm6300Decoder } from '#gateway/drivers/rdm6300/decoder.ts'
import { Plug } from '#test/support/bought-parts.ts'
import { eventually } from '#test/support/eventually.ts'
import { startGatewayProcess, writeGatewayConfig } from '#test/support/gateway-process.ts'
import { type Arrival, startPlainBroker } from '#test/support/plain-broker.ts'
import { linkPort, openPty } from '#test/support/pty.ts'
import { SerialPeer } from '#test/support/serial-peer.ts'

const TIMES = 100
const BACK_WITHIN_ms = 3_000

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const openTerminals = (pid: number) =>
  readdirSync(`/proc/${pid}/fd`).filter(fd => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('/dev/pts/')
    } catch {
      return false // closed meanwhile
    }
  }).length

describe('hot plug', () => {
  it(`a reader, ${TIMES} times: each card after each replug is read, once`, async () => {
    const plug = new Plug(join(mkdtempSync(join(tmpdir(), 'hotplug-')), 'reader'))
    cleanups.push(() => plug.close())
    const cards: string[] = []
    const reader = new CardReader({
      ...{ path: plug.path, baud: 9_600, decoder: new Rdm6300Decoder(), log: pino({ level: 'silent' }) },
      onCard: uid => cards.push(uid),
    })
    reader.start()
    cleanups.push(() => reader.stop())
    const expected: string[] = []
    for (let time = 0; time < TIMES; time += 1) {
      await eventually(() => reader.isOpen, `open, time ${time}`, BACK_WITHIN_ms)
      const uid = time.toString(16).padStart(10, '0')
      plug.write(rdm6300Frame(uid))
      expected.push(uid)
      await eventually(() => cards.length === expected.length, `card ${time}`, BACK_WITHIN_ms)
      plug.unplug()
      await eventually(() => !reader.isOpen, `gone, time ${time}`, BACK_WITHIN_ms)
      plug.plug()
    }
    await eventually(() => reader.isOpen, 'open at the end', BACK_WITHIN_ms)
    expect(cards).toEqual(expected)
  })

  it(`native stations, ${TIMES} times, in the middle of what they say: everything arrives, no port left open`, async () => {
    const broker = await startPlainBroker()
    cleanups.push(() => broker.close())
    const dir = mkdtempSync(join(tmpdir(), 'hotplug-'))
    const lines = ['juki-1', 'juki-2', 'juki-3', 'juki-4'].map(id => new Line(dir, id))
    for (const line of lines) cleanups.push(() => line.close())
    const mqtt = `mqtt://127.0.0.1:${broker.port}`
    const stations = lines.map(({ id, link }) => ({ id, port: link }))
    const gateway = startGatewayProcess(writeGatewayConfig({ dir, mqtt, stations }))
    cleanups.push(() => gateway.end('SIGKILL'))
    await gateway.ready
    const each = TIMES / lines.length
    await Promise.all(lines.map(line => line.pulled(each, gateway.log)))
    for (const { id } of lines) {
      const seqs = () => seqsOf(broker.arrived, id)
      await eventually(
        () => seqs().length >= 2 * each,
        () => `${id}: ${seqs().length}`,
      )
      expect(seqs()).toEqual(Array.from({ length: 2 * each }, (_, seq) => seq))
    }
    const left = () => openTerminals(gateway.child.pid ?? 0)
    await eventually(
      () => left() === lines.length,
      () => `${left()} open`,
    )
  })
})

/** A station on a cable: what it says, and how it is pulled out while it speaks. */
class Line {
  readonly id: string
  readonly link: string
  readonly #peer = new SerialPeer()
  #pty = openPty()

  constructor(dir: string, id: string) {
    this.id = id
    this.link = join(dir, id)
    linkPort(this.link, this.#pty)
    this.#peer.plug(this.#pty)
  }

  async pulled(times: number, log: () => string): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      this.#say(2 * time)
      const heard = () => `${this.id} heard, time ${time}: ${log().slice(-500)}`
      // The first time it is not put back but found, by a gateway that has just begun.
      await eventually(() => this.#peer.unacked === 0, heard, time === 0 ? undefined : BACK_WITHIN_ms)
      this.#say(2 * time + 1)
      this.#pty.close()
      this.#pty = openPty()
      linkPort(this.link, this.#pty)
      this.#peer.plug(this.#pty)
    }
    await eventually(() => this.#peer.unacked === 0, log, BACK_WITHIN_ms)
  }

  close(): void {
    this.#peer.stop()
    this.#pty.close()
  }

  #say(seq: number): void {
    this.#peer.say({ type: seq === 0 ? 'hello' : 'sample', boot: 1, seq, up_ms: seq, at_ms: null })
  }
}

const seqsOf = (arrived: readonly Arrival[], station: string): number[] =>
  arrived.flatMap(({ topic, payload }): number[] => {
    if (!topic.includes(`/${station}/`) || topic.endsWith('/presence')) return []
    const body = JSON.parse(payload)
    return topic.endsWith('/batch') ? body.messages.map((one: { seq: number }) => one.seq) : [body.seq]
  })
