/** The front of the thread: opening, failing, closing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { day, everySecond, sample, T0 } from '#test/support/telemetry-points.ts'
import { openEmbedded } from './store.ts'
import { SETTLE_MS } from './write.ts'

const directory = mkdtempSync(join(tmpdir(), 'navette-embedded-'))
afterAll(() => rmSync(directory, { recursive: true }))
const fileOf = (name: string): string => join(directory, name)

describe('openEmbedded', () => {
  test('what was accepted is there when it is opened again', async () => {
    const file = fileOf('again.sqlite')
    const first = await openEmbedded({ file })
    await first.write(everySecond('m', T0, 12_000))
    await first.close()
    const second = await openEmbedded({ file })
    expect((await second.counts(day)).sample).toBe(12_000)
    await second.close()
  })

  test('down-samples by itself with the clock it is given', async () => {
    let now_ms = T0
    const store = await openEmbedded({ file: fileOf('clock.sqlite'), now_ms: () => now_ms, maintain_every_ms: 0 })
    await store.write(everySecond('m', T0, 600))
    now_ms = T0 + 100 * 86_400_000 + SETTLE_MS
    await store.maintain()
    expect(await store.curve('m', day, 0)).toHaveLength(10)
    await store.close()
  })

  test('a rebuild by another process on the same file does not mix up machines', async () => {
    const file = fileOf('shared.sqlite')
    const serve = await openEmbedded({ file })
    const rebuild = await openEmbedded({ file })
    await serve.write([sample('first', T0, { current_mA: 1 }), sample('second', T0, { current_mA: 2 })])
    await rebuild.clear()
    await rebuild.write([sample('second', T0, { current_mA: 2 })])
    await serve.write([sample('first', T0, { current_mA: 1 })])
    const [first] = await rebuild.curve('first', day, 0)
    const [second] = await serve.curve('second', day, 0)
    expect([first?.current_mA, second?.current_mA]).toEqual([1, 2])
    await Promise.all([serve.close(), rebuild.close()])
  })

  test.each([
    ['a directory that is not there', (): string => fileOf('absent/telemetry.sqlite'), /directory does not exist/],
    [
      'a file that is no database',
      (): string => {
        writeFileSync(fileOf('text.sqlite'), 'not a database, and long enough to be taken for none of them'.repeat(20))
        return fileOf('text.sqlite')
      },
      /not a database/,
    ],
    [
      'a file of a newer version',
      (): string => {
        const db = new BetterSqlite3(fileOf('newer.sqlite'))
        db.pragma('user_version = 99')
        db.close()
        return fileOf('newer.sqlite')
      },
      /written by a newer Navette/,
    ],
  ])('%s is a clear error at the start', async (_, file, message) => {
    await expect(openEmbedded({ file: file() })).rejects.toThrow(message)
  })

  test('requests under way when it closes are answered, later ones rejected, and closing twice is once', async () => {
    const store = await openEmbedded({ file: fileOf('close.sqlite') })
    const written = store.write([sample('m', T0)])
    await store.close()
    await store.close()
    expect(await written).toEqual({ refused: [] })
    await expect(store.ping()).rejects.toThrow('the telemetry store is closed')
  })
})
