/** What goes over the wire, as the contract's §1 words it. */

export type Envelope = { boot: number; seq: number; up_ms: number; at_ms: number | null }

export type Meter = 'none' | 'current' | 'power' | 'energy'
export type OfflineVerdict = { verdict: 'granted' | 'denied' | 'ended'; reason: string | null }
export type ButtonAction = 'start-confirm' | 'end' | 'report-fault'
export type FaultCode =
  | 'overcurrent'
  | 'jam'
  | 'thread'
  | 'needle'
  | 'blade'
  | 'ink'
  | 'temperature'
  | 'estop'
  | 'door'
  | 'sensor'
  | 'relay-stuck'
  | 'reported'
  | 'other'

export type HelloFields = {
  type: 'hello'
  fw: string
  model: string
  reader: boolean
  meter: Meter
  relay: boolean
  list_version: number | null
  sample_ms: number
}
export type SampleFields = {
  type: 'sample'
  current_mA: number | null
  relay: boolean
  power_W?: number
  energy_Wh?: number
  running_ms?: number
}
export type BadgeFields = { type: 'badge'; badge: string; offline?: OfflineVerdict; order?: string }
export type FaultFields = { type: 'fault'; code: FaultCode; active: boolean; detail?: string }
export type RelayFields = { type: 'relay'; on: boolean; cause: string }
export type ButtonFields = { type: 'button'; action: ButtonAction }
export type Fields = HelloFields | SampleFields | BadgeFields | FaultFields | RelayFields | ButtonFields

/** `type` first, then the envelope, then its own fields: the order frames are easiest to read in. */
export type Message = Envelope & Fields

export const stamp = ({ boot, seq, up_ms, at_ms }: Envelope, fields: Fields): Message => {
  const { type, ...own } = fields
  return { type, boot, seq, up_ms, at_ms, ...own } as Message
}

export const FW = '1.0.0'
export const MODEL = 'navette-sim'

export type Verdict = {
  for: { boot: number; seq: number } | null
  verdict: 'granted' | 'denied' | 'ended'
  reason: string | null
  relay: boolean
}
export type Command = {
  id: string
  op: 'relay-off' | 'inhibit-next-start' | 'lockout' | 'release' | 'identify'
  boot: number
  expires_up_ms: number
}
export type Config = {
  sample_ms: number
  link_loss_s: number
  idle_mA: number
  run_mA: number
  run_on_mA: number
  run_off_mA: number
  min_on_ms: number
  hold_ms: number
  /** false: nobody starts here while the server cannot be asked */
  offline_start?: boolean | undefined
  /** so long idle ends a right; null or absent: never */
  idle_timeout_s?: number | null | undefined
  /** the least draw with the supply there; null or absent: nobody taught it */
  standby_mA?: number | null | undefined
}
export type OfflineList = {
  version: number
  issued_at_ms: number
  valid_until_ms: number
  entries: [string, number][]
}
export type Down =
  | ({ type: 'verdict' } & Verdict)
  | ({ type: 'command' } & Command)
  | ({ type: 'config' } & Config)
  | ({ type: 'list' } & OfflineList)
  | { type: 'time'; epoch_ms: number }
