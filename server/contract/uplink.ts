/**
 * What stations and gateways say, contract §1 "Up". Schemas parse once at the boundary; the inside trusts the types.
 * Unknown additional fields are kept (loose), because a duplicate is judged on the whole JSON value.
 */
import * as z from 'zod'

export const BOOT_MAX = 2 ** 32 - 1
/** 100 years of uptime: beyond it a number is an accident, not a duration. */
export const UP_MS_MAX = 100 * 366 * 86_400_000
/** A current a shared workshop cannot draw (1 000 A): a larger number is an accident, not a measurement. */
export const CURRENT_MA_MAX = 1_000_000
export const POWER_W_MAX = 1_000_000
export const ENERGY_WH_MAX = 1e12
export const BATCH_MESSAGES_MAX = 100

const natural = z.int().min(0)
/** JSON can spell half a surrogate pair, UTF-8 cannot: no table would give it back as the journal has it. */
const text = z.string().refine(value => value.isWellFormed(), 'is no Unicode text')
const line = text.max(200)

export const Envelope = {
  boot: z.int().min(1).max(BOOT_MAX),
  seq: natural.max(Number.MAX_SAFE_INTEGER),
  up_ms: natural.max(UP_MS_MAX),
  /** Any number: a clock gone wild is not believed, but never a reason for quarantine (contract §1, `at_ms`). */
  at_ms: z.number().nullable(),
}

export const FaultCode = z.enum([
  'overcurrent',
  'jam',
  'thread',
  'needle',
  'blade',
  'ink',
  'temperature',
  'estop',
  'door',
  'sensor',
  'relay-stuck',
  'reported',
  'other',
])
export type FaultCode = z.infer<typeof FaultCode>

export const BadgeHmac = z.string().regex(/^[0-9a-f]{64}$/)

export const DenialReason = z.enum([
  'too-late',
  'unknown-badge',
  'badge-blocked',
  'clone-suspected',
  'pass-expired',
  'member-suspended',
  'charter-unsigned',
  'spending-limit',
  'no-qualification',
  'outside-hours',
  'machine-locked',
  'reserved',
  'machine-busy',
  'offline-not-listed',
  'start-not-confirmed',
])
export type DenialReason = z.infer<typeof DenialReason>

export const EndReason = z.enum([
  'badge-out',
  'takeover',
  'idle',
  'closing-time',
  'max-duration',
  'fault',
  'estop',
  'lockout',
  'power-loss',
  'silence',
  'admin',
  'pass-expired',
])
export type EndReason = z.infer<typeof EndReason>

export const Hello = z.looseObject({
  ...Envelope,
  seq: z.literal(0),
  fw: line,
  model: line,
  reader: z.boolean(),
  meter: z.enum(['none', 'current', 'power', 'energy']),
  relay: z.boolean(),
  list_version: natural.nullable(),
  /** Added to the contract: the interval this station samples at, where it differs from the configured one. */
  sample_ms: z.int().min(100).max(3_600_000).optional(),
})

export const Badge = z.looseObject({
  ...Envelope,
  seq: z.int().min(1),
  badge: BadgeHmac,
  /** Present when the station decided by itself. */
  offline: z.object({ verdict: z.enum(['granted', 'denied', 'ended']), reason: text.max(64).nullable() }).optional(),
  order: text.min(1).max(64).optional(),
  sun: z.union([line, z.record(text.max(32), line)]).optional(),
})

export const Sample = z.looseObject({
  ...Envelope,
  seq: z.int().min(1),
  current_mA: z.int().min(0).max(CURRENT_MA_MAX).nullable(),
  relay: z.boolean(),
  power_W: z.number().min(0).max(POWER_W_MAX).optional(),
  energy_Wh: z.number().min(0).max(ENERGY_WH_MAX).optional(),
  running_ms: natural.max(UP_MS_MAX).optional(),
})

export const Fault = z.looseObject({
  ...Envelope,
  seq: z.int().min(1),
  code: FaultCode,
  active: z.boolean(),
  detail: line.optional(),
})

export const Relay = z.looseObject({ ...Envelope, seq: z.int().min(1), on: z.boolean(), cause: line })

export const Button = z.looseObject({
  ...Envelope,
  seq: z.int().min(1),
  action: z.enum(['start-confirm', 'end', 'report-fault']),
})

/** A will or a hint of presence: never journalled. */
export const Presence = z.looseObject({ online: z.boolean() })

/** Each element is judged as if sent alone, so only the frame is checked here. */
export const Batch = z.looseObject({ messages: z.array(z.unknown()).min(1).max(BATCH_MESSAGES_MAX) })

export const UplinkSchemas = {
  hello: Hello,
  badge: Badge,
  sample: Sample,
  fault: Fault,
  relay: Relay,
  button: Button,
} as const
export type UplinkType = keyof typeof UplinkSchemas

export const isUplinkType = (type: string): type is UplinkType => Object.hasOwn(UplinkSchemas, type)

/** Why a message sits in quarantine. `internal` is ours: the fold threw on it. */
export type QuarantineReason =
  | 'qos'
  | 'not-utf8'
  | 'not-json'
  | 'too-deep'
  | 'unknown-type'
  | 'schema'
  | 'contradiction'
  | 'up-ms-fell'
  | 'register-impossible'
  | 'hello-missing'
  | 'nested-batch'
  | 'unknown-station'
  | 'internal'
