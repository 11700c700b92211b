/** Levels set by figures: what the server takes, what it keeps of them, and that no lesson is said to stand behind them. */
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import type { LearningLesson, ProfileVersion } from '#server/contract/learning.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

const LEVELS = {
  ...{ idle_mA: 90, run_mA: 1_000, run_on_mA: 600, run_off_mA: 500, min_on_ms: 0, hold_ms: 3_000, standby_mA: null },
}
let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const PATH = '/api/v1/machines/juki-1/learning'
const set = (levels: Partial<Record<keyof typeof LEVELS, number | null>>, why?: string) =>
  server.as('manager', 'PUT', `${PATH}/levels`, {
    levels: { ...LEVELS, ...levels },
    ...(why === undefined ? {} : { why }),
  })
const profile = async (): Promise<ProfileVersion | null> => {
  const answer = await server.as('manager', 'GET', PATH)
  return ((await answer.json()) as LearningLesson).profile
}

it('become a version that says who set it, when and why, whatever was taught before', async () => {
  await server.as('manager', 'POST', `${PATH}/marks`, { phase: 'idle', begins: true })
  const answer = await set({ run_on_mA: 700 }, ' pince changée ')
  expect(answer.status).toBe(200)
  const version = (await answer.json()) as ProfileVersion
  expect(version).toMatchObject({ run_on_mA: 700, present: true, learnt: null })
  expect(version.set).toMatchObject({ machine: 'juki-1', why: 'pince changée' })
  expect(await profile()).toEqual(version)
  // The former one can still be looked up by the sessions it metered
  const again = (await (await set({ run_on_mA: 650 })).json()) as ProfileVersion
  expect(again).toMatchObject({ id: version.id, version: version.version + 1, set: { why: null } })
  expect(server.ports.directory.former_profiles.get(`${version.id}@${version.version}`)).toMatchObject({
    run_on_mA: 700,
  })
})

test.each([
  ['work below idle', { run_mA: 90 }],
  ['idle below a current that lies above what starts it', { run_off_mA: 601 }],
  ['less than nothing', { idle_mA: -1 }],
  ['part of a milliampere', { run_on_mA: 600.5 }],
  ['more than any machine draws', { run_mA: 1_000_001 }],
  ['a pause of more than an hour', { hold_ms: 3_600_001 }],
  ['running at nothing', { run_on_mA: 0, run_off_mA: 0 }],
])('are refused, and nothing changes: %s', async (_what, levels) => {
  const before = await profile()
  expect((await set(levels)).status).toBe(422)
  expect(await profile()).toEqual(before)
})
