import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StationMemory } from './memory.ts'
import { STANDING_AT_START } from './native/standing.ts'

it('counts boots for each station and keeps what a boot left, across openings', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'memory-')), 'stations.sqlite')
  const first = new StationMemory(file)
  expect(first.powerUp('a')).toEqual({ boot: 1, session_open: false, locked: false })
  first.remember('a', { session_open: true, locked: true })
  first.close()
  const second = new StationMemory(file)
  expect(second.powerUp('a')).toEqual({ boot: 2, session_open: true, locked: true })
  expect(second.powerUp('b')).toEqual({ boot: 1, session_open: false, locked: false })
  second.close()
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
