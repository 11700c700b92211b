import { connect, Server } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { listenPlain } from './listen.ts'

afterEach(() => vi.restoreAllMocks())

it('tells what goes wrong with an open door, and lets in whoever comes after', async () => {
  const listen = vi.spyOn(Server.prototype, 'listen')
  const told: Error[] = []
  const came = Promise.withResolvers<void>()
  const accept = (socket: { destroy(): unknown }) => {
    socket.destroy()
    came.resolve()
  }
  const door = await listenPlain({ host: '127.0.0.1', port: 0 }, accept, error => told.push(error))
  const [server] = listen.mock.contexts as Server[]
  const failure = new Error('accept EMFILE')
  expect(server?.emit('error', failure)).toBe(true)
  expect(told).toEqual([failure])
  connect(Number(door.address.split(':').at(-1)), '127.0.0.1').on('error', () => undefined)
  await came.promise
  await door.close()
})

it('rejects where it cannot be opened', async () => {
  const never = () => expect.fail('an open door was in trouble')
  const first = await listenPlain({ host: '127.0.0.1', port: 0 }, never, never)
  const port = Number(first.address.split(':').at(-1))
  await expect(listenPlain({ host: '127.0.0.1', port }, never, never)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
})
