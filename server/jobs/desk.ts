/**
 * Work that may take longer than a person waits: it goes on when they leave, and is found again under its id. After a restart
 * what was under way is over: each work is one transaction, so it is asked whether that was committed.
 */
import { randomUUID } from 'node:crypto'
import type { JobKind, JobRow, Posted } from '#server/domain/records.ts'

export interface JobsLedger {
  putJob(row: JobRow): Promise<void>
  jobs(limit: number): Promise<JobRow[]>
  job(id: string): Promise<JobRow | null>
  runningJobs(): Promise<JobRow[]>
}
/** `exactly`: the whole order, by which the same work is told from another about the same thing */
export type JobOrder = { kind: JobKind; about: string; by: string; exactly: string }
/** How much of it is done, where it can be counted. */
export type Share = { done: number; of: number }
/** `stage` and `share`: what it is doing now, while it runs here; `delivery`: what became since of the mails it queued */
export type Job = JobRow & { stage: string | null; share: Share | null; delivery: Posted | null }
export type Tell = (stage: string, share?: Share) => void
/** What became of it, for whoever asks later: small, and never a person's data. */
type Ended = { state: 'done' | 'failed'; outcome: unknown }

type Told = Pick<Job, 'stage' | 'share'>
const NOTHING_TOLD: Told = { stage: null, share: null }

export type Jobs = {
  /** The very same work is never begun twice at once: the one under way is given. */
  start(order: JobOrder, work: (tell: Tell) => Promise<Ended>): Promise<Job>
  list(limit: number): Promise<Job[]>
  get(id: string): Promise<Job | null>
  /** Once, before anything is started: what a restart has cut short. */
  recover(): Promise<void>
}

type Parts = {
  ledger: JobsLedger
  now_ms(): number
  /** whether work that was cut short had been committed */
  wasDone(job: JobRow): Promise<boolean>
  /** Of what was handed to the post: it goes on its way long after, restarts or not, so that the outbox alone knows. */
  postedOf(about: string): Promise<Posted>
  log: { error(fields: object, message: string): void }
}

export function createJobs({ ledger, now_ms, wasDone, postedOf, log }: Parts): Jobs {
  const stages = new Map<string, Told>()
  /** by kind and exact order; the promise, since the row is not there at once */
  const here = new Map<string, Promise<JobRow>>()
  /** What runs nowhere and has no end of its own (the disk was full then) must not look like work for ever. */
  async function shown(row: JobRow): Promise<Job> {
    const told = stages.get(row.id)
    const state = row.state === 'running' && told === undefined ? 'interrupted' : row.state
    const delivery = row.kind === 'send' && state === 'done' ? await postedOf(row.about) : null
    return { ...row, state, ...(told ?? NOTHING_TOLD), delivery }
  }

  async function run(row: JobRow, work: (tell: Tell) => Promise<Ended>): Promise<void> {
    let ended: Ended
    try {
      ended = await work((stage, share) => stages.set(row.id, { stage, share: share ?? null }))
    } catch (error) {
      log.error({ err: error, job: row }, 'work ended by an error')
      ended = { state: 'failed', outcome: null }
    }
    const { state, outcome } = ended
    await ledger
      .putJob({ ...row, state, ended_at_ms: now_ms(), outcome: JSON.stringify(outcome) })
      .catch((error: unknown) => log.error({ err: error, job: row }, 'what became of it could not be written'))
    stages.delete(row.id)
  }

  return {
    async start({ kind, about, by, exactly }, work) {
      const key = `${kind} ${exactly}`
      const under_way = here.get(key)
      if (under_way !== undefined) return shown(await under_way)
      const row: JobRow = {
        ...{
          id: randomUUID(),
          kind,
          about,
          by,
          state: 'running',
          began_at_ms: now_ms(),
          ended_at_ms: null,
          outcome: null,
        },
      }
      stages.set(row.id, NOTHING_TOLD)
      const begun = ledger.putJob(row).then(() => row)
      here.set(key, begun)
      try {
        await begun
      } catch (error) {
        here.delete(key)
        stages.delete(row.id)
        throw error
      }
      void run(row, work).then(() => here.delete(key))
      return shown(row)
    },
    list: async limit => Promise.all((await ledger.jobs(limit)).map(shown)),
    async get(id) {
      const row = await ledger.job(id)
      return row === null ? null : shown(row)
    },
    async recover() {
      for (const row of await ledger.runningJobs()) {
        const state = (await wasDone(row)) ? 'done' : 'interrupted'
        await ledger.putJob({ ...row, state, ended_at_ms: now_ms() })
      }
    },
  }
}
