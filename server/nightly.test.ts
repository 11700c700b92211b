import { expect, test } from 'vitest'
import { nightly } from './nightly.ts'

test('works once in a night, by the atelier’s clock, and again the next one', async () => {
  let now_ms = 0
  const worked: string[] = []
  const log = { info: () => undefined, error: () => undefined }
  const work = async () => ({ n: worked.push(new Date(now_ms).toISOString()) })
  const look = nightly({ zone: () => 'Europe/Paris', now_ms: () => now_ms, work, log })
  // Summer: 03:00 in Paris is 01:00 UTC.
  for (const at of [
    '2026-07-01T00:50Z',
    '2026-07-01T01:00Z',
    '2026-07-01T01:50Z',
    '2026-07-01T12:00Z',
    '2026-07-02T01:10Z',
  ]) {
    now_ms = Date.parse(at)
    await look()
  }
  expect(worked).toEqual(['2026-07-01T01:00:00.000Z', '2026-07-02T01:10:00.000Z'])
})

test('says what went wrong and tries again the next night', async () => {
  let now_ms = Date.parse('2026-07-01T03:00Z')
  const failed: unknown[] = []
  const log = { info: () => undefined, error: (fields: object) => void failed.push(fields) }
  const work = () => Promise.reject(new Error('not in order'))
  const look = nightly({ zone: () => 'UTC', now_ms: () => now_ms, work, log })
  await look()
  now_ms += 86_400_000
  await look()
  expect(failed).toHaveLength(2)
})
