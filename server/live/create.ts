/** The live feed: socket.io namespace `/live` on the HTTP server (contract §4). */
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { LiveSnapshot, ServerToClient } from '#server/contract/live.ts'
import { PING_INTERVAL_MS, PING_TIMEOUT_MS } from '#server/contract/live-pace.ts'
import { LIVE_RIGHTS, type Viewer } from '#server/contract/visibility.ts'
import { presentMachine } from '#server/present/machine.ts'
import { presentPlan } from '#server/present/plan.ts'
import { presentSession } from '#server/present/session.ts'
import { presentAlert, presentFault } from '#server/present/trouble.ts'
import { at } from '#server/present/words.ts'
import { oneAtATime } from './again.ts'
import {
  broadcast,
  type ClientToServer,
  type LiveNamespace,
  type LiveSocket,
  roomsOf,
  type SocketData,
} from './audience.ts'
import { type Board, type BoardDeps, createBoard } from './board.ts'
import { startDirectoryFeed } from './directory-feed.ts'
import { credentialsOf, originTrusted } from './handshake.ts'
import { JOIN_TIMEOUT_MS, MESSAGE_BYTES_MAX, RECHECK_MS } from './limits.ts'
import { startMachineFeed } from './machine-feed.ts'
import type { LiveAnnouncement, LiveAuth, LiveLog } from './ports.ts'
import { waitingBytes } from './waiting.ts'

export type LiveDeps = BoardDeps & {
  httpServer: HttpServer
  log?: LiveLog | undefined
  /** outside address, behind a proxy that rewrites Host */
  baseURL?: string | undefined
  /** how often rights are looked up again */
  recheck_ms?: number | undefined
}

export type Live = {
  /** Never throws and never waits: ingest calls it after each commit. */
  announce(announcement: LiveAnnouncement): void
  /** A person changed a machine without a message: lockout, release, a fault seen to. */
  changed(machine: string): void
  /** Screens on the feed, and the most bytes that wait for one of them. */
  load(): { screens: number; waiting_bytes_max: number }
  close(): Promise<void>
}

export function createLive(deps: LiveDeps): Live {
  const { auth, clock, log, recheck_ms = RECHECK_MS } = deps
  const failed = (error: unknown): void => log?.error({ err: error }, 'live feed')
  const board = createBoard(deps)
  const io = openServer(deps)
  const live: LiveNamespace = io.of('/live')
  admit(live, auth, failed)
  const feed = startMachineFeed(live, board, clock)

  function tellSnapshot(socket: LiveSocket): void {
    socket.data.dirty.clear()
    const snapshot = snapshotFor(board, socket.data.viewer, clock.now_ms())
    for (const { id, state } of snapshot.machines) feed.saw(id, state)
    socket.emit('snapshot', snapshot)
  }
  const directoryFeed = startDirectoryFeed(live, deps.core, {
    cast: () => {
      for (const socket of live.sockets.values()) if (socket.data.joined) tellSnapshot(socket)
    },
    cards: () => {
      if (board.loaded()) tellAlerts()
    },
  })

  live.on('connection', socket => {
    board.ready().then(
      () => {
        if (!socket.connected) return
        board.refreshRows()
        // in one go: whatever changes from here on finds the socket in its rooms
        void socket.join(roomsOf(socket.data.viewer))
        socket.data.joined = true
        socket.emit('plan', presentPlan(deps.core.directory()))
        tellSnapshot(socket)
      },
      error => {
        failed(error)
        socket.disconnect(true)
      },
    )
  })

  const troubled = new Set<string>()
  const tellFaults = oneAtATime(async () => {
    const machines = [...troubled]
    troubled.clear()
    for (const machine of machines) {
      for (const fault of await board.changedFaults(machine)) {
        broadcast(live, 'fault', null, viewer => presentFault(fault, viewer, board.names()))
      }
      feed.mark(machine)
    }
  }, failed)
  const tellAlerts = oneAtATime(async () => {
    for (const alert of await board.changedAlerts()) broadcast(live, 'alert', null, () => presentAlert(alert))
  }, failed)
  const refreshNames = oneAtATime(() => board.refreshNames(), failed)
  const recheck = setInterval(() => {
    if (live.sockets.size === 0) return
    if (board.loaded()) refreshNames()
    void dismissRevoked(live, auth).catch(failed)
  }, recheck_ms)

  return {
    announce(announcement) {
      // before the first screen came there is nobody to tell, and the board will be read whole
      if (!board.loaded()) return
      board.take(announcement).catch(failed)
      for (const { machine } of announcement.machines) feed.mark(machine)
      for (const { effect } of announcement.effects) {
        if (effect.kind === 'session-started' || effect.kind === 'session-ended') {
          const { session } = effect
          const tell = (viewer: Viewer) => presentSession(session, viewer, 'board', board.names())
          const told = () => broadcast(live, 'session', session.member, tell)
          if (board.names().has(session.member)) told()
          // somebody who was added since names were looked up last: a number on the wall would be nobody
          else
            board.refreshNames().then(() => {
              told()
              feed.mark(session.machine)
            }, failed)
        } else if (effect.kind === 'fault') troubled.add(effect.machine)
      }
      if (troubled.size > 0) tellFaults()
      if (announcement.effects.some(({ effect }) => effect.kind === 'alert')) tellAlerts()
    },
    changed(machine) {
      if (!board.loaded()) return
      troubled.add(machine)
      tellFaults()
    },
    load: () => ({
      screens: live.sockets.size,
      waiting_bytes_max: Math.max(0, ...[...live.sockets.values()].map(waitingBytes)),
    }),
    async close() {
      clearInterval(recheck)
      feed.stop()
      directoryFeed.stop()
      io.disconnectSockets(true)
      // not io.close(): it would close the HTTP server, which is not ours
      io.engine.close()
    },
  }
}

function openServer({ httpServer, baseURL }: LiveDeps) {
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(httpServer, {
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: JOIN_TIMEOUT_MS,
    allowRequest: (request, decide) => decide(null, originTrusted(request.headers, baseURL)),
  })
  io.use((_socket, next) => next(new Error('the feed is at /live')))
  return io
}

function admit(live: LiveNamespace, auth: LiveAuth, failed: (error: unknown) => void): void {
  live.use((socket, next) => {
    auth.session(credentialsOf(socket.handshake)).then(
      session => {
        if (session === null) return next(new Error('unauthorized'))
        const { role, member } = session.user
        if (LIVE_RIGHTS.snapshot[role] === 'none') return next(new Error('forbidden'))
        socket.data = {
          viewer: { role, member },
          joined: false,
          dirty: new Set(),
          listed: socket.handshake.auth.machines === true,
        }
        next()
      },
      error => {
        failed(error)
        next(new Error('unavailable'))
      },
    )
  })
}

/** A screen whose session ended, whose token was revoked or whose role has changed is cut off. */
async function dismissRevoked(live: LiveNamespace, auth: LiveAuth): Promise<void> {
  for (const socket of [...live.sockets.values()]) {
    const { viewer } = socket.data
    const session = await auth.session(credentialsOf(socket.handshake))
    const same = session !== null && session.user.role === viewer.role && session.user.member === viewer.member
    if (!same) socket.disconnect(true)
  }
}

function snapshotFor(board: Board, viewer: Viewer, now_ms: number): LiveSnapshot {
  const machines = board.machines().flatMap(id => {
    const picture = board.picture(id)
    return picture === null ? [] : [presentMachine(picture, viewer, board.names(), now_ms)]
  })
  const alerts = LIVE_RIGHTS.alert[viewer.role] === 'full' ? board.alerts().map(presentAlert) : []
  return { at: at(now_ms), machines, alerts, names_on_wall: board.namesOnWall(), former: board.former() }
}
