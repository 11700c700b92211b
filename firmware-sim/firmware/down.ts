/** A station believes nothing it cannot read: what comes down is checked field by field before it means anything. */
import * as z from 'zod'
import type { Down } from './messages.ts'

const natural = z.int().min(0)
const Schemas = {
  verdict: z.looseObject({
    for: z.object({ boot: natural, seq: natural }).nullable(),
    verdict: z.enum(['granted', 'denied', 'ended']),
    reason: z.string().nullable(),
    relay: z.boolean(),
  }),
  command: z.looseObject({
    id: z.string().min(1),
    op: z.enum(['relay-off', 'inhibit-next-start', 'lockout', 'release', 'identify']),
    boot: natural,
    expires_up_ms: natural,
  }),
  config: z.looseObject({
    sample_ms: z.int().min(100),
    link_loss_s: z.int().min(1),
    idle_mA: natural,
    run_mA: natural,
    run_on_mA: natural,
    run_off_mA: natural,
    min_on_ms: natural,
    hold_ms: natural,
    offline_start: z.boolean().optional(),
    idle_timeout_s: z.int().min(1).nullable().optional(),
    standby_mA: natural.nullable().optional(),
  }),
  list: z.looseObject({
    version: natural,
    issued_at_ms: z.int(),
    valid_until_ms: z.int(),
    entries: z.array(z.tuple([z.string(), z.int()])),
  }),
  time: z.looseObject({ epoch_ms: natural }),
} as const

/** null: not understood, so ignored. */
export const parseDown = (type: string, text: string): Down | null => {
  if (!Object.hasOwn(Schemas, type)) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = Schemas[type as keyof typeof Schemas].safeParse(value)
  return parsed.success ? ({ ...parsed.data, type } as Down) : null
}
