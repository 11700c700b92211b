/** What waits in the queue: uplinks and managers' acts, in one order. */
import type { Checked } from './check.ts'
import type { Act } from './ports.ts'

export type Settle = (error?: Error) => void

export type UplinkWork = {
  kind: 'uplink'
  /** whose connection brought it */
  principal: string
  station: string
  received_at_ms: number
  /** one, or the parts of a batch */
  checked: Checked[]
  settle: Settle
}
export type ActWork = { kind: 'act'; act: Act; received_at_ms: number; settle: Settle }
export type Work = UplinkWork | ActWork
