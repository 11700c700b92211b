/**
 * Machines to screens, at most four times a second and only as fast as each screen drains: what changed is marked per
 * socket and told when that socket has room, so the last value wins and nothing queues. (socket.io's `volatile` would not do:
 * in a burst it drops every packet after the first.)
 */
import type { LiveMachine } from '#server/contract/live.ts'
import type { Viewer } from '#server/contract/visibility.ts'
import { type MachinePicture, presentLiveMachine, presentMachine } from '#server/present/machine.ts'
import { shownState } from '#server/present/state.ts'
import type { LiveNamespace, LiveSocket } from './audience.ts'
import type { Board } from './board.ts'
import { FLUSH_MS, WAITING_PACKETS_MAX, WATCH_MS } from './limits.ts'
import type { LiveClock } from './ports.ts'

export function startMachineFeed(live: LiveNamespace, board: Board, clock: LiveClock) {
  let flushTimer: NodeJS.Timeout | null = null
  /** the state each machine was last told to be in, to see what time alone has changed */
  const told = new Map<string, string>()

  function mark(machine: string): void {
    for (const socket of live.sockets.values()) socket.data.dirty.add(machine)
    flushSoon()
  }

  function flushSoon(): void {
    if (flushTimer !== null || live.sockets.size === 0) return
    flushTimer = setTimeout(flush, FLUSH_MS)
  }

  function flush(): void {
    flushTimer = null
    // what ingest holds, not what was announced: only it knows a message (which is heard) from a person's act (which is not)
    board.refreshRows()
    const render = renderer(board, clock.now_ms())
    let waiting = false
    for (const socket of live.sockets.values()) {
      const { viewer, joined, dirty } = socket.data
      if (waitingPackets(socket) > WAITING_PACKETS_MAX) socket.disconnect(true)
      else if (joined && dirty.size > 0 && isDrained(socket)) {
        for (const id of dirty) {
          const machine = render(id, viewer)
          if (machine !== null) socket.emit('machine', machine)
        }
        dirty.clear()
      } else waiting ||= dirty.size > 0
    }
    if (waiting) flushSoon()
  }

  /** Contract §1: a watchdog on receipt time changes only what is shown. */
  function watch(): void {
    if (live.sockets.size === 0 || !board.loaded()) return
    board.refreshRows()
    const now_ms = clock.now_ms()
    for (const id of board.machines()) {
      const picture = board.picture(id)
      if (picture === null) continue
      const state = stateOf(picture, now_ms)
      if (told.get(id) === state) continue
      told.set(id, state)
      mark(id)
    }
  }
  const watchTimer = setInterval(watch, WATCH_MS)

  return {
    mark,
    stop(): void {
      clearInterval(watchTimer)
      if (flushTimer !== null) clearTimeout(flushTimer)
    },
  }
}

const stateOf = ({ view, heard_at_ms, facts }: MachinePicture, now_ms: number): string =>
  view === null ? 'off' : shownState(view, heard_at_ms, facts.sample_ms, now_ms).state

/** Tells a machine once for all who may see the same of it. */
function renderer(board: Board, now_ms: number): (id: string, viewer: Viewer) => LiveMachine | null {
  const rendered = new Map<string, LiveMachine>()
  return (id, viewer) => {
    const key = `${id} ${viewer.role} ${viewer.member}`
    const known = rendered.get(key)
    if (known !== undefined) return known
    const picture = board.picture(id)
    if (picture === null) return null
    const machine = presentLiveMachine(presentMachine(picture, viewer, board.names(), now_ms))
    rendered.set(key, machine)
    return machine
  }
}

/** Packets engine.io holds for a client that does not read; its own types keep the buffer to themselves. */
const waitingPackets = ({ conn }: LiveSocket): number =>
  (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length

const isDrained = (socket: LiveSocket): boolean => socket.conn.transport.writable && waitingPackets(socket) === 0
