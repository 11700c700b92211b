/** What HTTP answers about repairs, care done, what they cost, and who can teach a machine. */
import * as z from 'zod'
import { Slug } from './topics.ts'

const At = z.string()
const Day = z.string()

/** As `CAUSES` of server/domain/care/facts.ts. */
export const Cause = z.enum([
  'wear',
  'breakage',
  'setting',
  'handling',
  'material',
  'electrical',
  'controller',
  'nothing-found',
  'other',
])
export type Cause = z.infer<typeof Cause>

/** A belt costs tens of euros, a motor some thousands: a million is a typing error. */
const cents = z.int().min(0).max(100_000_000).default(0)
/** `pool`: the charge that is offered to bear it; a treasurer takes it or declines. */
export const NewCost = z.object({
  parts_cents: cents,
  labour_cents: cents,
  pool: Slug.nullable().default(null),
})

/** A person of the team, by name alone. */
export const TeamView = z.object({ id: z.string(), name: z.string() })
export type TeamView = z.infer<typeof TeamView>

/** `by` and the cents are absent where the reader's role may not see them. */
export const WorkView = z.object({
  id: z.string(),
  kind: z.enum(['repair', 'care']),
  machine: z.string(),
  /** the fault's code, or the care task */
  what: z.string(),
  name: z.string(),
  on: Day,
  words: z.string(),
  cause: Cause.nullable(),
  by: z.string().optional(),
  parts_cents: z.int().optional(),
  labour_cents: z.int().optional(),
  pool: z.string().nullable().optional(),
  offer: z.enum(['none', 'waits', 'taken', 'declined']).optional(),
})
export type WorkView = z.infer<typeof WorkView>

export const MachineHistory = z.object({
  works: z.array(WorkView),
  faults: z.int(),
  /** absent as in `WorkView` */
  parts_cents: z.int().optional(),
  labour_cents: z.int().optional(),
})
export type MachineHistory = z.infer<typeof MachineHistory>

/** Who can teach a machine to whom it asks for a qualification, and where the reader stands. */
export const TeachersView = z.object({
  machine: z.string(),
  /** null: it asks for none */
  qualification: z.string().nullable(),
  /** null: the reader is no member */
  mine: z.object({ state: z.enum(['held', 'expired', 'missing']), expires: Day.nullable() }).nullable(),
  teaches: z.boolean(),
  teachers: z.array(z.object({ name: z.string(), staff: z.boolean() })),
  trainings: z.array(z.object({ id: z.string(), name: z.string(), from: At, until: At })),
})
export type TeachersView = z.infer<typeof TeachersView>
