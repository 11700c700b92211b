/** The reads that may look at much: they run in a worker of their own, away from the commits. */
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { aboutMember } from './about-member.ts'
import { documents, issuedMonths, issuedTo } from './accounts.ts'
import { closedStatement } from './books.ts'
import { counts } from './counts.ts'
import { evidence } from './evidence.ts'
import { heldMachines } from './held.ts'
import { monthInputs } from './month-inputs.ts'
import { orderTime } from './orders.ts'
import { plainUse } from './plain.ts'
import { statementProof } from './proof.ts'
import { registers } from './registers.ts'
import { replayed } from './replay.ts'
import { sessions, sessionsStarting } from './sessions.ts'
import { stateChanges } from './states.ts'
import { pointsAfter } from './telemetry.ts'
import { monthTotals } from './totals.ts'
import { unattributed } from './unattributed.ts'
import { usage } from './usage.ts'
import { utilisation } from './utilisation.ts'

export const LONG_READS = {
  aboutMember,
  closedStatement,
  counts,
  documents,
  evidence,
  heldMachines,
  issuedMonths,
  issuedTo,
  monthInputs,
  monthTotals,
  orderTime,
  plainUse,
  pointsAfter,
  registers,
  replayed,
  sessions,
  sessionsStarting,
  stateChanges,
  statementProof,
  unattributed,
  usage,
  utilisation,
}

export type LongReads = typeof LONG_READS
export type LongRead = keyof LongReads
type Asked<R extends LongRead> = Parameters<LongReads[R]> extends [Kysely<Schema>, ...infer Rest] ? Rest : never
export type Arguments<R extends LongRead> = Asked<R>
export type Answer<R extends LongRead> = Awaited<ReturnType<LongReads[R]>>

export type Question = { [R in LongRead]: { id: number; read: R; args: Arguments<R> } }[LongRead]
export type Reply = { id: number; value: unknown } | { id: number; error: { message: string; kind: string | null } }
