/**
 * What the gateway must know of a message: its type, for the topic, and its identity, for the acknowledgement. Everything
 * else is passed on as it came; the server judges it and answers for it (quarantine and PUBACK).
 */

import * as z from 'zod'
import { BOOT_MAX } from '#server/contract/uplink.ts'
import type { Incoming } from '../outbox/outbox.ts'

/** One level of an MQTT topic, harmless in any: a `#`, `+` or `/` in a published topic would close the connection. */
const TYPE_PATTERN = /^[a-z][a-z0-9-]{0,31}$/
/** They carry no identity, so they can be neither acknowledged nor told from a repetition. */
const WITHOUT_ENVELOPE = ['presence', 'batch']

const Shape = z.looseObject({
  type: z
    .string()
    .regex(TYPE_PATTERN)
    .refine(type => !WITHOUT_ENVELOPE.includes(type), 'has no identity'),
  boot: z.int().min(1).max(BOOT_MAX),
  seq: z.int().min(0),
})

const utf8 = new TextDecoder('utf-8', { fatal: true })

export type Message = Omit<Incoming, 'station'>
export type Envelope = { kind: 'message'; message: Message } | { kind: 'bad'; reason: string }

export function readEnvelope(json: Uint8Array): Envelope {
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(json), keepSource)
  } catch (error) {
    return { kind: 'bad', reason: error instanceof Error ? error.message : String(error) }
  }
  const parsed = Shape.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'bad', reason: `${issue === undefined ? '' : z.core.toDotPath(issue.path)}: ${issue?.message}` }
  }
  const { type, ...body } = parsed.data
  return { kind: 'message', message: { type, boot: body.boot, seq: body.seq, body: JSON.stringify(body) } }
}

/** ES2026 JSON.parse source text access, in V8 since 11.4; not yet in TypeScript's library. */
declare global {
  interface JSON {
    rawJSON(text: string): unknown
  }
}

/**
 * Numbers the machine cannot hold exactly (1e400, 2⁶⁰ + 1) keep their spelling: the server must judge what was said,
 * not `null` or a neighbour.
 */
function keepSource(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source === undefined || String(value) === source ? value : JSON.rawJSON(source)
}
