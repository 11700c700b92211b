/** A flood of connections that never say who they are, or say it wrongly: stations connect and are heard all the same. */
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { poll } from '#test/support/poll.ts'
import { tinyCore } from '#test/support/tiny-core.ts'
import { acknowledged, directoryEntries, hello, type Lab, sample, up, uplinkLab } from '#test/support/uplink-lab.ts'

const SILENT = 1_000
const JUNK = 300
const WRONG = 100

let lab: Lab
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await lab.close()
})

function open(bytes: Buffer | null): Promise<Socket> {
  const socket = connect(lab.port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  return new Promise(done =>
    socket.once('connect', () => {
      if (bytes !== null) socket.write(bytes)
      done(socket)
    }),
  )
}

test('1 000 silent sockets, 300 of junk and 100 wrong tokens: a station connects, and each of its messages is acknowledged', async () => {
  const ledger = new MemoryLedger()
  for (const entry of directoryEntries(['s1', 's2'])) ledger.writeElsewhere(entry)
  lab = await uplinkLab({ core: tinyCore, ledger })
  const before = await lab.connect('lab.s2')
  await Promise.all(Array.from({ length: SILENT }, () => open(null)))
  const junk = await Promise.all(Array.from({ length: JUNK }, (_, i) => open(Buffer.alloc(64, i))))
  const wrong = Array.from({ length: WRONG }, () =>
    lab.connect('lab.s1', { password: 'guessed' }).catch(() => 'refused'),
  )
  const station = await lab.connect('lab.s1')
  expect(await acknowledged(station, up('s1', 'hello'), JSON.stringify(hello()))).toBe(true)
  for (let seq = 1; seq <= 50; seq++) {
    expect(await acknowledged(station, up('s1', 'sample'), JSON.stringify(sample(seq)))).toBe(true)
  }
  expect(await acknowledged(before, up('s2', 'hello'), JSON.stringify(hello()))).toBe(true)
  expect(await Promise.all(wrong)).toEqual(Array.from({ length: WRONG }, () => 'refused'))
  await poll('junk is closed', () => junk.every(socket => socket.closed || socket.destroyed))
  expect(ledger.journal.filter(({ kind }) => kind === 'up')).toHaveLength(52)
})
