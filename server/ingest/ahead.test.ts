import fc from 'fast-check'
import { expect, test } from 'vitest'
import { badge, sample } from '#test/support/uplink-lab.ts'
import { ahead, isUrgent } from './ahead.ts'
import { checkUplink } from './batch.ts'
import type { Work } from './work.ts'

const settle = () => undefined
const uplink = (principal: string, station: string, type: 'badge' | 'sample'): Work => {
  const payload = Buffer.from(JSON.stringify(type === 'badge' ? badge(1) : sample(1)))
  return { kind: 'uplink', principal, station, received_at_ms: 0, checked: checkUplink(type, payload), settle }
}
const act: Work = {
  kind: 'act',
  act: { station: 's1', action: { type: 'release', by: 'malik' } },
  received_at_ms: 0,
  settle,
}

test('a badge takes along what its own connection brought before and after it, and nothing else', () => {
  const other = uplink('s2', 's2', 'sample')
  const before = uplink('gw', 's1', 'sample')
  const shown = uplink('gw', 's1', 'badge')
  const after = uplink('gw', 's3', 'sample')
  expect(ahead([other, before, shown, after])).toEqual({ now: [before, shown, after], later: [other] })
})

test('a station two connections speak for keeps its order: then nothing is split', () => {
  const moved = uplink('gw', 's1', 'sample')
  const shown = uplink('s1', 's1', 'badge')
  expect(ahead([moved, shown])).toEqual({ now: [moved, shown], later: [] })
})

test('an act of a person waits for nothing, and nothing passes it', () => {
  const waiting = [uplink('s2', 's2', 'sample'), act, uplink('s1', 's1', 'badge')]
  expect(ahead(waiting)).toEqual({ now: waiting, later: [] })
})

const works = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('s1', 's2', 's3', 's4'), fc.constantFrom('badge', 'sample')),
)
test('whatever waits: nothing is lost, all that is urgent goes, and each station and connection keeps its order', () => {
  fc.assert(
    fc.property(works, drawn => {
      const waiting = drawn.map(([principal, station, type]) => uplink(principal, station, type as 'badge' | 'sample'))
      const { now, later } = ahead(waiting)
      expect(new Set([...now, ...later])).toEqual(new Set(waiting))
      expect(later.some(isUrgent)).toBe(false)
      const taken = [...now, ...later]
      for (const key of ['principal', 'station'] as const)
        for (const name of new Set(waiting.map(work => work.kind === 'uplink' && work[key])))
          expect(taken.filter(work => work.kind === 'uplink' && work[key] === name)).toEqual(
            waiting.filter(work => work.kind === 'uplink' && work[key] === name),
          )
    }),
  )
})
