/** The stage set must speak the contract, or what is seen on it proves nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ZodType } from 'zod'
import {
  AlertView,
  Evidence,
  FaultView,
  MachineView,
  Me,
  MemberView,
  MyMonth,
  PeriodPreview,
  PowerCurve,
  page,
  SessionSummary,
  Timeline,
} from '#server/contract/api.ts'
import { MonthChanges } from '#server/contract/jobs.ts'
import { FRIDAY_MS } from '#test/support/dashboard-browser.ts'
import { type MockApi, mockApi } from '#test/support/mock-api.ts'

let mock: MockApi
beforeAll(async () => {
  mock = await mockApi({ start_ms: FRIDAY_MS })
})
afterAll(() => mock.close())

const ask = async (path: string): Promise<unknown> => {
  const response = await fetch(`${mock.url}/api/v1/${path}`, { headers: { cookie: 'mock=manager' } })
  expect(response.status, path).toBe(200)
  return response.json()
}

const DAY = 'from=2026-11-19T23:00:00Z&to=2026-11-20T23:00:00Z'
const answers: [string, ZodType][] = [
  ['me', Me],
  ['machines', page(MachineView)],
  ['machines/juki-1', MachineView],
  [`machines/juki-1/power?${DAY}`, PowerCurve],
  [`machines/brodeuse/timeline?${DAY}`, Timeline],
  ['faults', page(FaultView)],
  ['alerts', page(AlertView)],
  ['members', page(MemberView)],
  ['sessions?limit=500', page(SessionSummary)],
  ['me/sessions', page(SessionSummary)],
  ['me/month', MyMonth],
  ['periods/2026-11/preview', PeriodPreview],
  ['periods/2026-11/changes', MonthChanges],
]

test.each(answers)('%s answers as the contract says', async (path, schema) => {
  const parsed = schema.safeParse(await ask(path))
  expect(parsed.error?.issues ?? []).toEqual([])
})

test('each session’s evidence too', async () => {
  const session = mock.world.sessions.at(-1)
  const parsed = Evidence.safeParse(await ask(`sessions/${session?.id}/evidence`))
  expect(parsed.error?.issues ?? []).toEqual([])
})

test('sessions divide into their parts, and months add up to the cent', async () => {
  for (const s of mock.world.sessions) {
    expect(s.running_ms + s.idle_ms + s.silent_ms + s.fault_ms, s.id).toBe(s.session_ms)
  }
  const preview = PeriodPreview.parse(await ask('periods/2026-11/preview'))
  const members_cents = preview.members.reduce((sum, member) => sum + member.total_cents, 0)
  const pools_cents = preview.pools.reduce((sum, pool) => sum + pool.shared_cents, 0)
  expect(members_cents + preview.cooperative_cents).toBe(pools_cents)
})

test('nobody unknown is let in', async () => {
  expect((await fetch(`${mock.url}/api/v1/me`)).status).toBe(401)
})
