import { readdirSync, readlinkSync } from 'node:fs'
import { SerialPort } from 'serialport'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PtyPort } from './pty.ts'

/** For what hangs, not for what is late. */
const PATIENT_MS = 45_000

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const openSlave = (path: string): Promise<{ port: SerialPort; heard: () => Buffer; close: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: 115_200 })
    const chunks: Buffer[] = []
    port.on('data', (chunk: Buffer) => chunks.push(chunk))
    port.on('error', reject)
    const close = () => new Promise<void>(done => (port.isOpen ? port.close(() => done()) : done()))
    closing.push(close)
    port.on('open', () => resolve({ port, heard: () => Buffer.concat(chunks), close }))
  })

const isTerminal = (fd: string): boolean => {
  try {
    return /^\/dev\/(ptmx|pts\/)/.test(readlinkSync(`/proc/self/fd/${fd}`))
  } catch {
    return false // the one this directory was read by
  }
}
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => i))

describe('a pseudo-terminal as a serial port', () => {
  it('carries every byte value unchanged both ways: raw, no echo, no newline translation', async () => {
    const heard: Buffer[] = []
    const pty = await PtyPort.open(chunk => heard.push(chunk))
    closing.push(() => pty.close())
    const slave = await openSlave(pty.path)
    pty.write(ALL_BYTES)
    slave.port.write(ALL_BYTES)
    await vi.waitFor(() => {
      expect(slave.heard()).toEqual(ALL_BYTES)
      expect(Buffer.concat(heard)).toEqual(ALL_BYTES)
    }, PATIENT_MS)
  })

  it('outlives the gateway: closed and opened again, it still carries raw bytes', async () => {
    const heard: Buffer[] = []
    const pty = await PtyPort.open(chunk => heard.push(chunk))
    closing.push(() => pty.close())
    const first = await openSlave(pty.path)
    await first.close()
    const second = await openSlave(pty.path)
    second.port.write(ALL_BYTES)
    pty.write(ALL_BYTES)
    await vi.waitFor(() => {
      expect(second.heard()).toEqual(ALL_BYTES)
      expect(Buffer.concat(heard)).toEqual(ALL_BYTES)
    }, PATIENT_MS)
  })

  it('never blocks while nobody reads, and drops whole writes beyond its buffer', async () => {
    const pty = await PtyPort.open(() => {})
    closing.push(() => pty.close())
    for (let i = 0; i < 400; i += 1) pty.write(Buffer.alloc(1_024, 65))
    const slave = await openSlave(pty.path)
    pty.write(Buffer.from('end'))
    await vi.waitFor(() => expect(slave.heard().length).toBeGreaterThan(10_000), PATIENT_MS)
    expect(pty.closed).toBe(false)
  })

  it('leaves no descriptor behind', async () => {
    const terminals = () => readdirSync('/proc/self/fd').filter(isTerminal).length
    const before = terminals()
    for (let i = 0; i < 5; i += 1) (await PtyPort.open(() => {})).close()
    await vi.waitFor(() => expect(terminals()).toBeLessThanOrEqual(before), PATIENT_MS)
  })
})
