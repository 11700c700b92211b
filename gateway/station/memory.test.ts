import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StationMemory } from './memory.ts'

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
