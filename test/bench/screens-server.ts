/** The live feed over the program under test. Signing in is no part of what is measured: a token says its role and member. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Role } from '#server/contract/api.ts'
import { createLive, type LiveDeps } from '#server/live/create.ts'

export async function serveScreens(core: LiveDeps['core'], reads: LiveDeps['reads']) {
  const httpServer = createServer()
  const live = createLive({
    ...{ httpServer, core, reads, clock: { now_ms: Date.now } },
    auth: {
      names: () => new Map(),
      session: async ({ authorization }) => {
        const [role, member = null] = (authorization ?? '').replace('Bearer ', '').split(':')
        const known = Role.safeParse(role)
        return known.success ? { user: { id: String(authorization), role: known.data, member } } : null
      },
    },
  })
  await new Promise<void>(resolve => httpServer.listen(0, '127.0.0.1', resolve))
  let most_bytes = 0
  const look = setInterval(() => {
    most_bytes = Math.max(most_bytes, live.load().waiting_bytes_max)
  }, 50)
  return {
    /** the most that waited for one screen since this was last asked */
    held(): number {
      const held_bytes = most_bytes
      most_bytes = 0
      return held_bytes
    },
    port: (httpServer.address() as AddressInfo).port,
    announce: live.announce,
    close: async () => {
      clearInterval(look)
      await live.close()
      httpServer.close()
    },
  }
}
