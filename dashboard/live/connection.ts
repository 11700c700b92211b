/** The one live socket: events into the floor, and whether what is shown is still live. */
import { batch, signal } from '@preact/signals'
import type { Socket } from 'socket.io-client'
import type { AlertView, FaultView, SessionSummary } from '#server/contract/api.ts'
import type { LiveMachine, LiveSnapshot } from '#server/contract/live.ts'
import type { PlanView } from '#server/contract/plan.ts'
import { ApiError, bearer } from '../api/client.ts'
import { getMe, getPower, getRecentSessions } from '../api/endpoints.ts'
import { now_ms, serverNow, setServerNow } from '../time/now.ts'
import { me } from '../ui/session.ts'
import { cellsOf, type MachineCell } from './cells.ts'
import { apply, drawnOf, emptyFloor, type Floor, type FloorEvent } from './floor.ts'
import { perFrame } from './per-frame.ts'
import { standsOtherwise } from './roster.ts'
import { moment, mustRenew } from './vigil.ts'

const SPARK_SPAN_MS = 15 * 60_000
/** Enough to see the thread of the last hour. */
const PAST_SESSIONS = 12
const REFUSED_RETRY_MS = 2_000
const SCRIPT_RETRY_MS = 5_000

export type Link = 'connecting' | 'live' | 'lost'
export const link = signal<Link>('connecting')
/** When the last word arrived, by the server's clock: the age of what a lost link leaves on screen. */
export const lastHeard_ms = signal<number | null>(null)
export const floor = signal<Floor>(emptyFloor())
/**
 * The floor for those who count machines or read what is no machine's: told again when one stands otherwise, or anything else happened, and not with
 * each reading. What a machine measures is not up to date in it.
 */
export const roster = signal<Floor>(floor.peek())
/** Where machines stand: told before each snapshot. */
export const plan = signal<PlanView>({ room: null, places: {}, picture: null })

const cells = cellsOf(floor.peek())
/** One machine of it. */
export const machineOf = (id: string): MachineCell => cells.of(id)

const show = (next: Floor): void =>
  batch(() => {
    if (standsOtherwise(floor.peek(), next)) roster.value = next
    floor.value = next
    cells.take(next)
  })

export const tell = (event: FloorEvent): void => show(apply(floor.peek(), event))

const readings = perFrame<LiveMachine>(machines => tell({ kind: 'machines', at_ms: serverNow(), machines }))

const heard = (event: FloorEvent): void => {
  readings.flush()
  tell(event)
}

/** Connects, and answers with how to hang up. socket.io comes in a chunk of its own: signing in does not wait for it. */
export function connectLive(): () => void {
  let hangUp = () => {}
  let gone = false
  let retry: ReturnType<typeof setTimeout> | undefined
  const begin = (io: typeof import('socket.io-client').io) => {
    if (gone) return
    const auth = { machines: true, ...bearer() }
    const socket = io('/live', { transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000, auth })
    const endVigil = keepVigil(socket)
    hangUp = () => {
      endVigil()
      socket.disconnect()
    }
    let remembered = false
    socket.on('snapshot', (snapshot: LiveSnapshot) => {
      setServerNow(Date.parse(snapshot.at))
      heard({ kind: 'snapshot', snapshot })
      link.value = 'live'
      if (!remembered) rememberPast(snapshot)
      remembered = true
    })
    socket.on('plan', (told: PlanView) => {
      plan.value = told
    })
    socket.on('machines', (machines: LiveMachine[]) => readings.add(machines))
    socket.on('session', (session: SessionSummary) => heard({ kind: 'session', session }))
    socket.on('fault', (fault: FaultView) => heard({ kind: 'fault', fault }))
    socket.on('alert', (alert: AlertView) => heard({ kind: 'alert', alert }))
    // socket.io comes back by itself from a broken line, not from a server that refused or hung up (`active` is false).
    const lose = (why: string | Error) => {
      link.value = 'lost'
      clearTimeout(retry)
      // what the vigil gave up is opened again in the same breath
      if (socket.active || gone || why === 'io client disconnect') return
      void signInStillHolds().then(holds => {
        if (holds && !gone) retry = setTimeout(() => socket.connect(), REFUSED_RETRY_MS)
      })
    }
    socket.on('disconnect', lose)
    socket.on('connect_error', lose)
  }
  import('socket.io-client').then(
    ({ io }) => begin(io),
    () => {
      link.value = 'lost'
      // A script that failed stays failed for the document; a wall is read, so there is nothing typed on it that could be lost.
      if (onWall()) retry = setTimeout(() => location.reload(), SCRIPT_RETRY_MS)
    },
  )
  return () => {
    gone = true
    clearTimeout(retry)
    hangUp()
    link.value = 'connecting'
    lastHeard_ms.value = null
    show(emptyFloor())
  }
}

const onWall = (): boolean => location.pathname === '/' || location.pathname === '/kiosk'

/** Gives a line up that can no longer be believed (vigil.ts), and opens another: its snapshot sets what is shown, and the time. */
function keepVigil(socket: Socket): () => void {
  let word = moment()
  let look = word
  const hear = () => {
    word = moment()
    lastHeard_ms.value = serverNow()
  }
  socket.on('connect', () => {
    hear()
    // each reconnection has an engine of its own; a ping is a word too
    socket.io.engine.on('packet', hear)
  })
  const check = () => {
    const now = moment()
    const renew = link.peek() === 'live' && mustRenew(word, look, now)
    look = now
    if (renew) socket.disconnect().connect()
  }
  const endTicks = now_ms.subscribe(check)
  document.addEventListener('visibilitychange', check)
  addEventListener('pageshow', check)
  return () => {
    endTicks()
    document.removeEventListener('visibilitychange', check)
    removeEventListener('pageshow', check)
  }
}

/** A session that ran out leads back to the sign-in page; a server that is merely away does not. Of somebody else, nothing here is theirs. */
async function signInStillHolds(): Promise<boolean> {
  try {
    const { id } = await getMe()
    if (me.peek() != null && me.peek()?.id !== id) location.reload()
    return true
  } catch (error) {
    const out = error instanceof ApiError && error.status === 401
    if (out) me.value = null
    return !out
  }
}

/** What happened before this page was opened. A role that may not ask simply starts with an empty thread. */
function rememberPast(snapshot: LiveSnapshot): void {
  const to_ms = Date.parse(snapshot.at)
  getRecentSessions(PAST_SESSIONS).then(
    page => tell({ kind: 'past-stream', sessions: page.items }),
    () => {},
  )
  for (const machine of snapshot.machines) {
    getPower(machine.id, { from_ms: to_ms - SPARK_SPAN_MS, to_ms }).then(
      curve => {
        const points = curve.points.flatMap(point => {
          const value = machine.power_W === null ? point.current_mA : drawnOf(point)
          return value === null ? [] : [{ at_ms: Date.parse(point.at), value }]
        })
        tell({ kind: 'past-curve', machine: machine.id, points })
      },
      () => {},
    )
  }
}
