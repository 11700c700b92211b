/** Long work on a shelf in memory, and what accounts last saw. */
import type { JobRow, SeenMonth } from '#server/domain/records.ts'
import { createJobs } from '#server/jobs/desk.ts'

export function fakeJobs(now_ms: () => number) {
  const rows = new Map<string, JobRow>()
  const seen = new Map<string, SeenMonth>()
  const ledger = {
    putJob: async (row: JobRow) => void rows.set(row.id, row),
    jobs: async (limit: number) => [...rows.values()].reverse().slice(0, limit),
    job: async (id: string) => rows.get(id) ?? null,
    runningJobs: async () => [...rows.values()].filter(({ state }) => state === 'running'),
  }
  const JOB: JobRow = {
    ...{ id: '6f1a4a3e-5d0b-4f0e-9c37-1f0d5f8a2b11', kind: 'close', about: '2026-09', by: 'bilal', state: 'done' },
    ...{ began_at_ms: now_ms(), ended_at_ms: now_ms(), outcome: '{"n":7}' },
  }
  rows.set(JOB.id, JOB)
  return {
    jobs: createJobs({
      ...{ ledger, now_ms, log: { error: () => undefined } },
      wasDone: async () => false,
      postedOf: async () => ({ waiting: 0, sent: 0, back: 0 }),
    }),
    seen: {
      get: async (account: string, period: string) => seen.get(`${account} ${period}`) ?? null,
      put: async (account: string, period: string, what: SeenMonth) => void seen.set(`${account} ${period}`, what),
    },
  }
}
