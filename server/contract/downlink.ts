/** What the server says to a station, contract §1 "Down". Always QoS 1. `config` and `list` are retained. */
import * as z from 'zod'
import { DenialReason, EndReason } from './uplink.ts'

export const Verdict = z.object({
  for: z.object({ boot: z.int(), seq: z.int() }).nullable(),
  verdict: z.enum(['granted', 'denied', 'ended']),
  reason: z.union([DenialReason, EndReason]).nullable(),
  session: z.uuid().nullable(),
  relay: z.boolean(),
  display: z.string(),
})
export type Verdict = z.infer<typeof Verdict>

export const CommandOp = z.enum(['relay-off', 'inhibit-next-start', 'lockout', 'release', 'identify'])
export const Command = z.object({
  id: z.string().min(1).max(64),
  op: CommandOp,
  boot: z.int(),
  expires_up_ms: z.int().min(0),
})
export type Command = z.infer<typeof Command>

/** Everything a station needs to measure and to hold: levels and thresholds of its machine's profile. */
export const StationConfig = z.object({
  version: z.int().min(1),
  sample_ms: z.int(),
  link_loss_s: z.int(),
  profile: z.string(),
  idle_mA: z.int(),
  run_mA: z.int(),
  run_on_mA: z.int(),
  run_off_mA: z.int(),
  min_on_ms: z.int(),
  hold_ms: z.int(),
  /** Added: false where nobody may start this machine while its station cannot ask. Absent: who is listed may. */
  offline_start: z.boolean().optional(),
  /** Added: so long idle ends a right, which only the server knows while it can be asked. Null or absent: never. */
  idle_timeout_s: z.int().nullable().optional(),
  /** Added: the least draw with the supply there, 0 where that is none. Null or absent: nobody taught it. */
  standby_mA: z.int().min(0).nullable().optional(),
})
export type StationConfig = z.infer<typeof StationConfig>

export const OfflineList = z.object({
  version: z.int().min(0),
  issued_at_ms: z.int(),
  valid_until_ms: z.int(),
  entries: z.array(z.tuple([z.string().regex(/^[0-9a-f]{16}$/), z.int()])),
})
export type OfflineList = z.infer<typeof OfflineList>

export const Time = z.object({ epoch_ms: z.int() })
export type Time = z.infer<typeof Time>

/** One message on its way down; the broker publishes it at QoS 1. */
export type Downlink =
  | { station: string; type: 'verdict'; payload: Verdict }
  | { station: string; type: 'command'; payload: Command }
  | { station: string; type: 'config'; payload: StationConfig }
  | { station: string; type: 'list'; payload: OfflineList }
  | { station: string; type: 'time'; payload: Time }

export const DownlinkSchemas = {
  verdict: Verdict,
  command: Command,
  config: StationConfig,
  list: OfflineList,
  time: Time,
} as const
