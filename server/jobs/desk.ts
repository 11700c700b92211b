/**
 * Work that may take longer than a person waits: it goes on when they leave, and is found again under its id. After a restart
 * what was under way is over: each work is one transaction, so it is asked whether that was committed.
 */
import { randomUUID } from 'node:crypto'
import type { JobKind, JobRow } from '#server/domain/records.ts'

export interface JobsLedger {
  putJob(row: JobRow): Promise<void>
  jobs(limit: number): Promise<JobRow[]>
  job(id: string): Promise<JobRow | null>
  runningJobs(): Promise<JobRow[]>
}
/** `exactly`: the whole order, by which the same work is told from another about the same thing */
export type JobOrder = { kind: JobKind; about: string; by: string; exactly: string }
/** `stage`: what it is doing now, while it runs here */
export type Job = JobRow & { stage: string | null }
export type Tell = (stage: string) => void
/** What became of it, for whoever asks later: small, and never a person's data. */
type Ended = { state: 'done' | 'failed'; outcome: unknown }

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
  log: { error(fields: object, message: string): void }
}

export function createJobs({ ledger, now_ms, wasDone, log }: Parts): Jobs {
  const stages = new Map<string, string | null>()
  /** by kind and exact order; the promise, since the row is not there at once */
  const here = new Map<string, Promise<JobRow>>()
  /** What runs nowhere and has no end of its own (the disk was full then) must not look like work for ever. */
  const withStage = (row: JobRow): Job => {
    const lost = row.state === 'running' && !stages.has(row.id)
    return { ...row, state: lost ? 'interrupted' : row.state, stage: stages.get(row.id) ?? null }
  }

  async function run(row: JobRow, work: (tell: Tell) => Promise<Ended>): Promise<void> {
    let ended: Ended
    try {
      ended = await work(stage => stages.set(row.id, stage))
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
      if (under_way !== undefined) return withStage(await under_way)
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
      stages.set(row.id, null)
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
      return withStage(row)
    },
    list: async limit => (await ledger.jobs(limit)).map(withStage),
    async get(id) {
      const row = await ledger.job(id)
      return row === null ? null : withStage(row)
    },
    async recover() {
      for (const row of await ledger.runningJobs()) {
        const state = (await wasDone(row)) ? 'done' : 'interrupted'
        await ledger.putJob({ ...row, state, ended_at_ms: now_ms() })
      }
    },
  }
}
