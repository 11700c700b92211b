/**
 * Browsers' worth of sockets, in a process of their own: how old each value of the probe was when it came, by the clock both sides
 * share. `deaf` ones open the feed and then read nothing more.
 */
import { io, type Socket } from 'socket.io-client'
import type { LiveMachine } from '#server/contract/live.ts'
import { answering } from './child.ts'
import { ageOf_ms, PROBE } from './probe.ts'

const CONNECTS_AT_ONCE = 20
/** A small atelier's: who runs it, two wall screens, and members with the page open. */
const roleOf = (n: number): string => (n % 20 === 0 ? 'manager' : n % 50 === 1 ? 'kiosk' : `member:m${n}`)

const sockets: Socket[] = []
let ages_ms: number[] = []
let heard = 0

async function open(url: string, token: string, deaf: boolean): Promise<void> {
  const socket = io(`${url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    auth: { token, machines: true },
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('snapshot', () => resolve())
    socket.once('connect_error', reject)
  })
  if (deaf)
    (socket.io.engine.transport as unknown as { ws: { _socket: Socket & { pause(): void } } }).ws._socket.pause()
  let newest_W: number | null = null
  socket.on('machines', (machines: LiveMachine[]) => {
    heard += machines.length
    for (const { id, power_W } of machines) {
      // told again because something else of the machine changed, a value is as old as it is, and no update
      if (id !== PROBE.machine || power_W === null || power_W === newest_W) continue
      newest_W = power_W
      ages_ms.push(ageOf_ms(power_W))
    }
  })
}

answering(
  async message => {
    if (message.do === 'open') {
      const { url, count, deaf } = message as { url: string; count: number; deaf?: boolean } & typeof message
      for (let i = 0; i < count; i += CONNECTS_AT_ONCE) {
        const some = Array.from({ length: Math.min(CONNECTS_AT_ONCE, count - i) }, (_, k) => i + k)
        await Promise.all(some.map(n => open(url, roleOf(n), deaf === true)))
      }
      return {}
    }
    const answer = { ages_ms, heard, connected: sockets.filter(({ connected }) => connected).length }
    ages_ms = []
    heard = 0
    return answer
  },
  async () => {
    for (const socket of sockets) socket.disconnect()
  },
)
