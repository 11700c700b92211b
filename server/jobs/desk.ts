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
export type JobOrder = { kind: JobKind; about: string; by: string }
/** `stage`: what it is doing now, while it runs here */
export type Job = JobRow & { stage: string | null }
export type Tell = (stage: string) => void
/** What became of it, for whoever asks later: small, and never a person's data. */
type Ended = { state: 'done' | 'failed'; outcome: unknown }

export type Jobs = {
  /** The same work about the same thing is never begun twice at once: the one under way is given. */
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
  const here = new Map<string, string>()
  const withStage = (row: JobRow): Job => ({ ...row, stage: stages.get(row.id) ?? null })

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
    here.delete(`${row.kind} ${row.about}`)
  }

  return {
    async start({ kind, about, by }, work) {
      const under_way = here.get(`${kind} ${about}`)
      const known = under_way === undefined ? null : await ledger.job(under_way)
      if (known !== null) return withStage(known)
      const began_at_ms = now_ms()
      const row: JobRow = {
        ...{ id: randomUUID(), kind, about, by, state: 'running', began_at_ms, ended_at_ms: null, outcome: null },
      }
      here.set(`${kind} ${about}`, row.id)
      await ledger.putJob(row).catch((error: unknown) => {
        here.delete(`${kind} ${about}`)
        throw error
      })
      stages.set(row.id, null)
      void run(row, work)
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
