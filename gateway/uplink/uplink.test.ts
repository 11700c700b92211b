import { Socket } from 'node:net'
import pino from 'pino'
import { expect, it, vi } from 'vitest'
import { startPlainBroker } from '#test/support/plain-broker.ts'
import { poll } from '#test/support/poll.ts'
import { Publisher } from './publisher.ts'
import { Uplink } from './uplink.ts'

it('sends a badge without waiting for the acknowledgement of what it sent before', async () => {
  const delays = vi.spyOn(Socket.prototype, 'setNoDelay')
  const { port, close } = await startPlainBroker()
  const outbox = { page: () => [], remove: () => undefined, flush: () => undefined }
  const uplink = new Uplink({
    ...{ url: `mqtt://127.0.0.1:${port}`, ca: undefined, site: 'lab', gateway: 'gw', principal: 'lab.gw' },
    publisher: new Publisher({ site: 'lab', outbox, onCommitted: () => undefined, now_ms: () => 0 }),
    ...{ token: 'right', stations: [], onDown: () => undefined, log: pino({ enabled: false }) },
  })
  uplink.start()
  await poll('a connection', () => uplink.connected)
  const own = delays.mock.contexts.findIndex(socket => (socket as Socket).remotePort === port)
  expect(delays.mock.calls[own]).toEqual([true])
  await uplink.stop(0)
  await close()
  delays.mockRestore()
})
