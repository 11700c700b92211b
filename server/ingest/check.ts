/**
 * Bytes → a message the inside can trust, or the reason why they stay outside (contract §1: quarantined and acknowledged).
 * The message is the JSON value itself, unknown fields and all, since a duplicate is judged on the whole value.
 */

import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { ZodType } from 'zod'
import {
  BOOT_MAX,
  isUplinkType,
  type QuarantineReason,
  UplinkSchemas,
  type UplinkType,
} from '#server/contract/uplink.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { StationMessage } from '#server/domain/metering/types.ts'
import { JSON_DEPTH_MAX } from './limits.ts'

export type Identity = { boot: number; seq: number }

export type GoodMessage = {
  kind: 'message'
  message: StationMessage
  /** canonical JSON with `type`: what the journal keeps and duplicates are compared by */
  payload: string
  /** as received; null for a part of a batch */
  bytes: Buffer | null
  batch_last_up_ms: number | null
}
export type BadMessage = {
  kind: 'bad'
  type: string
  reason: QuarantineReason
  detail: string
  identity: Identity | null
  content_hash: string
  bytes: Buffer
}
export type Checked = GoodMessage | BadMessage
export type Json = Record<string, unknown>

/**
 * One table lookup a message. Additional fields are welcome and left unlooked at: what is kept is the JSON value itself, so
 * that zod need not walk and copy them.
 */
const SCHEMAS = Object.fromEntries(
  Object.entries(UplinkSchemas).map(([type, schema]) => [type, schema.strip()]),
) as unknown as Record<UplinkType, ZodType>

/** SHA-256 hex over type and content; content is canonical JSON, or the bytes as they came where it is not JSON. */
export const contentHash = (type: string, content: string | Buffer): string =>
  createHash('sha256').update(type).update('\0').update(content).digest('hex')

export function bad(
  type: string,
  reason: QuarantineReason,
  detail: string,
  bytes: Buffer,
  content: string | Buffer = bytes,
  identity: Identity | null = null,
): BadMessage {
  return { kind: 'bad', type, reason, detail, identity, content_hash: contentHash(type, content), bytes }
}

/** The JSON object in these bytes, or why there is none. */
export function parseObject(type: string, bytes: Buffer): { kind: 'object'; value: Json } | BadMessage {
  // JSON is UTF-8 (contract, "UTF-8 JSON everywhere"); decoding first would turn bad bytes into U+FFFD unseen.
  if (!isUtf8(bytes)) return bad(type, 'not-utf8', 'not UTF-8', bytes)
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    return bad(type, 'not-json', (error as Error).message, bytes)
  }
  if (deeperThan(value, JSON_DEPTH_MAX)) return bad(type, 'too-deep', `nested deeper than ${JSON_DEPTH_MAX}`, bytes)
  if (!isObject(value)) return bad(type, 'schema', 'not a JSON object', bytes)
  return { kind: 'object', value }
}

/** Judges one JSON object as a message of this type. `bytes` is asked for only where it goes to quarantine. */
export function checkObject(type: string, value: Json, bytes: () => Buffer): Checked {
  const identity = identityOf(value)
  if (value.type !== undefined && value.type !== type) {
    return bad(type, 'schema', 'type: contradicts the topic', bytes(), bytes(), identity)
  }
  value.type = type
  let payload: string
  try {
    payload = canonical(value)
  } catch (error) {
    // A literal like 1e999 parses to Infinity, which JSON cannot say.
    return bad(type, 'schema', (error as Error).message, bytes(), bytes(), identity)
  }
  // The broker takes what is a presence; what comes here claims to be one.
  if (type === 'presence')
    return bad(type, 'schema', 'presence: {"online": bool} at QoS 1, by itself', bytes(), payload)
  if (!isUplinkType(type)) return bad(type, 'unknown-type', 'unknown type', bytes(), payload, identity)
  const parsed = SCHEMAS[type].safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const detail = issue === undefined ? 'schema' : `${issue.path.join('.')}: ${issue.message}`
    return bad(type, 'schema', detail, bytes(), payload, identity)
  }
  return { kind: 'message', message: value as unknown as StationMessage, payload, bytes: null, batch_last_up_ms: null }
}

export function checkMessage(type: string, bytes: Buffer): Checked {
  const parsed = parseObject(type, bytes)
  if (parsed.kind === 'bad') return parsed
  const checked = checkObject(type, parsed.value, () => bytes)
  if (checked.kind === 'message') checked.bytes = bytes
  return checked
}

/** What a message that is otherwise unusable says it is. */
export function identityOf(value: Json): Identity | null {
  const { boot, seq } = value
  if (!Number.isSafeInteger(boot) || !Number.isSafeInteger(seq)) return null
  const identity = { boot: boot as number, seq: seq as number }
  return identity.boot >= 1 && identity.boot <= BOOT_MAX && identity.seq >= 0 ? identity : null
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const key in value) {
    if (deeperThan((value as Json)[key], levels - 1)) return true
  }
  return false
}
