/**
 * Care that has come due ends the right at the next idle: a running cycle finishes and is its session's (contract §1, Safety:
 * software never cuts a running cycle). The next badge is refused as `machine-locked` until somebody has done it.
 */
import { careDue } from './care.ts'
import { cycleRuns, endRight, tellEnded } from './end.ts'
import { alert, type Turn } from './turn.ts'

export function meetCare(turn: Turn): void {
  const { state } = turn
  const due = careDue(turn)
  if (due === null) return
  if (state.care_told !== true) {
    state.care_told = true
    const came = due === 'hours' ? 'run its hours' : 'come to its day'
    alert(turn, 'care-due', `${state.machine} has ${came}: care is due before the next start`)
  }
  const { session } = state
  if (session === null || session.ending !== null) return
  endRight(turn, turn.up_ms, 'lockout', cycleRuns(turn))
  tellEnded(turn, 'lockout', session)
}
