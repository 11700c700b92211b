/**
 * Machines to screens, at once after a pause, then every 40 ms at most and only as fast as each screen drains: what changed is marked per
 * socket and told when that socket has room, so the last value wins and nothing queues. (socket.io's `volatile` would not do: in a burst it drops
 * every packet after the first.) Screens that are told the same are told it together: it is rendered, encoded and framed once.
 */
import type { LiveMachine } from '#server/contract/live.ts'
import { seesPeople, type Viewer } from '#server/contract/visibility.ts'
import { type MachinePicture, presentLiveMachine, presentMachine } from '#server/present/machine.ts'
import { shownState } from '#server/present/state.ts'
import type { LiveNamespace, LiveSocket } from './audience.ts'
import type { Board } from './board.ts'
import { FLUSH_MS, WAITING_BYTES_MAX, WATCH_MS } from './limits.ts'
import type { LiveClock } from './ports.ts'
import { isDrained, waitingBytes } from './waiting.ts'

/** Sockets that are told the same: what changed for them, seen by the same eyes, and whether they take it as a list. */
type Audience = { sockets: string[]; machines: LiveMachine[]; listed: boolean }

export function startMachineFeed(live: LiveNamespace, board: Board, clock: LiveClock) {
  let flushTimer: NodeJS.Timeout | null = null
  let flushed_ms = Number.NEGATIVE_INFINITY
  /** the state each machine was last told to be in, to see what time alone has changed */
  const told = new Map<string, string>()
  let day_ms = board.today_ms()

  function mark(machine: string): void {
    for (const socket of live.sockets.values()) socket.data.dirty.add(machine)
    flushSoon()
  }

  function flushSoon(): void {
    if (flushTimer !== null || live.sockets.size === 0) return
    flushTimer = setTimeout(flush, Math.max(0, flushed_ms + FLUSH_MS - performance.now()))
  }

  function flush(): void {
    flushTimer = null
    flushed_ms = performance.now()
    // what ingest holds, not what was announced: only it knows a message (which is heard) from a person's act (which is not)
    board.refreshRows()
    const audiences = new Map<string, Audience>()
    const eyesOf = eyes(board)
    const render = renderer(board, clock.now_ms())
    let waiting = false
    for (const socket of live.sockets.values()) {
      const { viewer, joined, dirty, listed } = socket.data
      if (waitingBytes(socket) > WAITING_BYTES_MAX) socket.disconnect(true)
      else if (joined && dirty.size > 0 && isDrained(socket)) {
        const { key, as } = eyesOf(viewer)
        join(audiences, `${key} ${listed} ${[...dirty].join(' ')}`, socket, () => render([...dirty], key, as))
        dirty.clear()
      } else waiting ||= dirty.size > 0
    }
    for (const audience of audiences.values()) {
      // who was not told now still has it marked, and is told what it is by then
      for (const { id, state } of audience.machines) told.set(id, state)
      tell(live, audience)
    }
    if (waiting) flushSoon()
  }

  /** Contract §1: a watchdog on receipt time changes only what is shown. At midnight "today" begins anew for every machine. */
  function watch(): void {
    for (const socket of live.sockets.values()) if (waitingBytes(socket) > WAITING_BYTES_MAX) socket.disconnect(true)
    if (live.sockets.size === 0 || !board.loaded()) return
    board.refreshRows()
    const now_ms = clock.now_ms()
    const midnight = board.today_ms() !== day_ms
    day_ms = board.today_ms()
    for (const id of board.machines()) {
      const picture = board.picture(id)
      if (picture === null) continue
      if (midnight) mark(id)
      saw(id, stateOf(picture, now_ms))
    }
  }
  /** A state that somebody was shown is news to all who were told another one. */
  function saw(id: string, state: string): void {
    if (told.get(id) === state) return
    told.set(id, state)
    mark(id)
  }
  const watchTimer = setInterval(watch, WATCH_MS)

  return {
    mark,
    saw,
    stop(): void {
      clearInterval(watchTimer)
      if (flushTimer !== null) clearTimeout(flushTimer)
    },
  }
}

function join(audiences: Map<string, Audience>, key: string, socket: LiveSocket, machines: () => LiveMachine[]): void {
  const audience = audiences.get(key)
  if (audience !== undefined) audience.sockets.push(socket.id)
  else audiences.set(key, { sockets: [socket.id], machines: machines(), listed: socket.data.listed })
}

/** To several at once socket.io encodes and frames once for all of them. */
function tell(live: LiveNamespace, { sockets, machines, listed }: Audience): void {
  const to = live.to(sockets)
  if (listed) to.emit('machines', machines)
  else for (const machine of machines) to.emit('machine', machine)
}

const stateOf = ({ view, heard_at_ms, facts }: MachinePicture, now_ms: number): string =>
  view === null ? 'off' : shownState(view, heard_at_ms, facts.sample_ms, now_ms).state

/** Seen through these eyes everybody who may not see persons sees machines alike. */
const NOBODY: Viewer = { role: 'kiosk', member: null }

/** Whose view is whose: the floor's staff see one thing, everybody else another, and who sits at a machine see themselves in it. */
function eyes(board: Board): (viewer: Viewer) => { key: string; as: Viewer } {
  const seated = new Set(board.machines().map(id => board.picture(id)?.session?.member ?? null))
  return viewer => {
    if (seesPeople(viewer, 'board')) return { key: 'staff', as: viewer }
    if (viewer.member !== null && seated.has(viewer.member)) return { key: `member ${viewer.member}`, as: viewer }
    return { key: 'nobody', as: NOBODY }
  }
}

/** Tells a machine once for all who see it with the same eyes. */
function renderer(board: Board, now_ms: number): (ids: string[], key: string, as: Viewer) => LiveMachine[] {
  const rendered = new Map<string, LiveMachine>()
  const one = (id: string, key: string, as: Viewer): LiveMachine[] => {
    const name = `${key} ${id}`
    const known = rendered.get(name)
    if (known !== undefined) return [known]
    const picture = board.picture(id)
    if (picture === null) return []
    const machine = presentLiveMachine(presentMachine(picture, as, board.names(), now_ms))
    rendered.set(name, machine)
    return [machine]
  }
  return (ids, key, as) => ids.flatMap(id => one(id, key, as))
}
