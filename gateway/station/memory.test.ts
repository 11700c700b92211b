import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { poll } from '#test/support/poll.ts'
import { StationMemory } from './memory.ts'
import { STANDING_AT_START } from './native/standing.ts'

it('counts boots for each station and keeps what a boot left, across openings', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'memory-')), 'stations.sqlite')
  const first = new StationMemory(file)
  expect(first.powerUp('a')).toEqual({ boot: 1, session_open: false, locked: false, closed: false })
  first.remember('a', { session_open: true, locked: true, closed: true })
  first.close()
  const second = new StationMemory(file)
  expect(second.powerUp('a')).toEqual({ boot: 2, session_open: true, locked: true, closed: true })
  expect(second.powerUp('b')).toEqual({ boot: 1, session_open: false, locked: false, closed: false })
  second.close()
})

it('takes over a file from before contacts were remembered', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'memory-')), 'stations.sqlite')
  const old = new Database(file)
  old.exec(
    `CREATE TABLE composed (station TEXT PRIMARY KEY, boot INTEGER NOT NULL, session_open INTEGER NOT NULL,
       locked INTEGER NOT NULL) WITHOUT ROWID, STRICT;
     INSERT INTO composed VALUES ('a', 4, 1, 0)`,
  )
  old.close()
  const memory = new StationMemory(file)
  expect(memory.powerUp('a')).toEqual({ boot: 5, session_open: true, locked: false, closed: false })
  memory.close()
})

it('keeps who stands at a native station, as of the moment of the last change that lasts', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'memory-')), 'stations.sqlite')
  const first = new StationMemory(file)
  expect(first.standing('a')).toEqual(STANDING_AT_START)
  const standing = { ...STANDING_AT_START, boot: 3, up_ms: 5_000, holder: 'ab', faults: ['jam'] }
  first.rememberStanding('a', standing)
  first.rememberStanding('a', { ...standing, up_ms: 9_000, current: { mA: 90, up_ms: 9_000 } })
  first.close()
  const second = new StationMemory(file)
  expect(second.standing('a')).toEqual(standing)
  second.close()
})

it('writes what several stations remember together, without being closed for it', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'memory-')), 'stations.sqlite')
  const memory = new StationMemory(file)
  const changes = new Database(file)
  const version = () => changes.pragma('data_version', { simple: true })
  const before = version()
  const written = () => changes.prepare<[], number>('SELECT count(*) FROM native').pluck().get()
  for (const id of ['a', 'b', 'c']) memory.rememberStanding(id, { ...STANDING_AT_START, holder: id })
  expect(written()).toBe(0)
  await poll('their standings', () => version() !== before)
  expect(written()).toBe(3)
  memory.close()
  changes.close()
})
