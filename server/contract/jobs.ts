/** Long work that one may leave and find again, and what changed in a month since somebody looked. */
import * as z from 'zod'
import { Problem } from './api.ts'

const At = z.string()

/** 202 with this where a request said `Prefer: respond-async` (RFC 7240 §4.1). */
export const JobView = z.object({
  id: z.string(),
  kind: z.enum(['preview', 'close', 'issue', 'send']),
  /** the month or year */
  about: z.string(),
  by: z.string(),
  /** `interrupted`: the server ended before it, and nothing of it was written */
  state: z.enum(['running', 'done', 'failed', 'interrupted']),
  /** what it is doing now */
  stage: z.string().nullable(),
  /** how much of it is done, where it can be counted */
  share: z.object({ done: z.int(), of: z.int() }).nullable(),
  /** of what was handed to the post: mails of these documents by now */
  delivery: z.object({ waiting: z.int(), sent: z.int(), back: z.int() }).nullable(),
  began: At,
  ended: At.nullable(),
  /** what the route answers with; of issued documents their count. Null while it runs, or where a restart took it along */
  result: z.unknown(),
  problem: Problem.nullable(),
})
export type JobView = z.infer<typeof JobView>

const cents = z.int().nullable()
export const MonthChanges = z.object({
  /** when this account last said it had seen the month; null: never, and it is held to have seen it now */
  since: At.nullable(),
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      was_cents: cents,
      is_cents: cents,
      /** differences */
      sessions: z.int(),
      running_ms: z.int(),
    }),
  ),
  pools: z.array(z.object({ id: z.string(), name: z.string(), was_cents: cents, is_cents: cents })),
  cooperative: z.object({ was_cents: z.int(), is_cents: z.int() }),
  to_settle: z.object({ was: z.int(), is: z.int() }),
})
export type MonthChanges = z.infer<typeof MonthChanges>
