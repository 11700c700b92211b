/** socket.io namespace `/live`, contract §4. What a role may not see is not sent to it. */
import type { AlertView, FaultView, LockView, MachineState, MachineView, SessionSummary } from './api.ts'
import type { PlanView } from './plan.ts'

export type LiveMachine = {
  id: string
  state: MachineState
  since: string | null
  current_mA: number | null
  power_W: number | null
  today_running_ms: number
  session?: SessionSummary | null
  /** absent: unchanged */
  heard?: string | null
  /** absent: unchanged */
  lock?: LockView | null
}
export type LiveSnapshot = {
  at: string
  machines: MachineView[]
  alerts: AlertView[]
  /** the atelier shows on its walls who is at a machine */
  names_on_wall: boolean
  /** machines out of use by id, with their names: what was done at them is still told */
  former: Record<string, string>
}
export type ServerToClient = {
  /** the floor plan: before the snapshot, and whenever it has changed */
  plan: (plan: PlanView) => void
  snapshot: (snapshot: LiveSnapshot) => void
  machine: (machine: LiveMachine) => void
  /** instead of `machine`, to a client whose handshake says `machines: true`: all that changed since the last one, in one packet */
  machines: (machines: LiveMachine[]) => void
  session: (session: SessionSummary) => void
  fault: (fault: FaultView) => void
  alert: (alert: AlertView) => void
}
