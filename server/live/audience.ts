/** Rooms by role, and who is told what in them (contract §4: what a role may not see is not sent to it). */
import type { Namespace, Socket } from 'socket.io'
import { Role } from '#server/contract/api.ts'
import type { ServerToClient } from '#server/contract/live.ts'
import { LIVE_RIGHTS, type LiveRight, type Viewer } from '#server/contract/visibility.ts'

export type ClientToServer = Record<string, never>
/** `joined`: it has its snapshot. `dirty`: machines it has not been told about since. `listed`: it takes them as `machines`. */
export type SocketData = { viewer: Viewer; joined: boolean; dirty: Set<string>; listed: boolean }
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>
type Event = keyof ServerToClient

/** Seen through these eyes everybody in the room sees it. */
const STAFF: Viewer = { role: 'manager', member: null }
const NOBODY: Viewer = { role: 'kiosk', member: null }

const roleRoom = (role: Role): string => `role:${role}`
const ownRoom = (member: string): string => `member:${member}`

export function roomsOf({ role, member }: Viewer): string[] {
  const seesAll = LIVE_RIGHTS.session[role] === 'full'
  return member === null || seesAll ? [roleRoom(role)] : [roleRoom(role), ownRoom(member)]
}

/** The rooms of the roles that have this right to this event. */
const roomsWith = (event: Event, right: LiveRight): string[] =>
  Role.options.filter(role => LIVE_RIGHTS[event][role] === right).map(roleRoom)

/** Tells each room what it may see; `member` is whose session it is about, and is told their own. */
export function broadcast<E extends 'session' | 'fault' | 'alert'>(
  live: LiveNamespace,
  event: E,
  member: string | null,
  tell: (viewer: Viewer) => Parameters<ServerToClient[E]>[0],
): void {
  const own = member === null ? null : ownRoom(member)
  const send = (rooms: string[], except: string[], viewer: Viewer): void => {
    if (rooms.length === 0) return
    const args = [tell(viewer)] as Parameters<ServerToClient[E]>
    live
      .to(rooms)
      .except(except)
      .emit(event, ...(args as never))
  }
  send(roomsWith(event, 'full'), [], STAFF)
  send(roomsWith(event, 'unnamed'), own === null ? [] : [own], NOBODY)
  if (own !== null) send([own], [], { role: 'member', member })
}
