/**
 * A machine as its reader may see it. HTTP and the live feed share this room, since adapters never import one another and the
 * contract imports nothing of the server (docs/adr/0031-present.md).
 */
import type { MachineView } from '#server/contract/api.ts'
import type { LiveMachine } from '#server/contract/live.ts'
import type { Viewer } from '#server/contract/visibility.ts'
import { offlinePolicy } from '#server/domain/access/offline.ts'
import type { Directory, LockFacts, MachineFacts, MemberFacts } from '#server/domain/directory.ts'
import type { MachineView as FoldedView, Session } from '#server/domain/metering/types.ts'
import { presentSession } from './session.ts'
import { lastHeard_ms, shownState } from './state.ts'
import { type FaultRecord, presentFault, presentLock } from './trouble.ts'
import { atOrNull, type Names } from './words.ts'

/** All that is known of one machine at one moment, before anybody looks at it. */
export type MachinePicture = {
  facts: MachineFacts
  /** null: no station has ever been attached */
  view: FoldedView | null
  session: Session | null
  heard_at_ms: number | null
  today_running_ms: number
  faults: readonly FaultRecord[]
  lock: LockFacts | null
  /** everybody at the board may read who is at it */
  named: boolean
}

export const namesOnWall = ({ site }: Pick<Directory, 'site'>): boolean => site?.names_on_wall ?? false

/** Never a child, and never who asked not to be (RGPD, art. 21). */
export const mayBeNamed = ({ minor, off_wall }: MemberFacts): boolean => minor !== true && off_wall !== true

export function namedOnWall(directory: Pick<Directory, 'site' | 'members'>, member: string): boolean {
  const facts = directory.members.get(member)
  return namesOnWall(directory) && facts !== undefined && mayBeNamed(facts)
}

export function presentMachine(picture: MachinePicture, viewer: Viewer, names: Names, now_ms: number): MachineView {
  const { facts, view, session } = picture
  const shown = view && shownState(view, picture.heard_at_ms, facts.sample_ms, now_ms)
  const silent = shown?.state === 'silent'
  return {
    id: facts.id,
    name: facts.name,
    kind: facts.kind,
    qualification: facts.qualification,
    sensor: facts.sensor,
    profile: facts.profile,
    state: shown?.state ?? 'off',
    since: atOrNull(shown?.since_at_ms ?? null),
    current_mA: silent ? null : (view?.current_mA ?? null),
    power_W: silent ? null : (view?.power_W ?? null),
    heard: atOrNull(lastHeard_ms(view, picture.heard_at_ms, now_ms)),
    today_running_ms: picture.today_running_ms,
    session: session && presentSession(session, viewer, picture.named ? 'wall' : 'board', names),
    faults: picture.faults.map(fault => presentFault(fault, viewer, names)),
    lock: picture.lock && presentLock(picture.lock, viewer, names),
    place: facts.place,
    offline: offlinePolicy(facts),
    ...(facts.retired == null ? {} : { retired: facts.retired }),
  }
}

/** The part of a machine that changes while one watches. */
export const presentLiveMachine = (machine: MachineView): LiveMachine => ({
  id: machine.id,
  state: machine.state,
  since: machine.since,
  current_mA: machine.current_mA,
  power_W: machine.power_W,
  today_running_ms: machine.today_running_ms,
  session: machine.session,
  lock: machine.lock,
  heard: machine.heard,
})
