import { expect, it } from 'vitest'
import { intervalsOf } from './marks.ts'

it('each press ends the one before, a stop teaches nothing, and what still goes on ends now', () => {
  const marks = [
    { at_ms: 10, phase: 'standby' as const },
    { at_ms: 40, phase: null },
    { at_ms: 30, phase: 'idle' as const },
    { at_ms: 50, phase: 'work' as const },
  ]
  expect(intervalsOf(marks, 70)).toEqual([
    { phase: 'standby', from_ms: 10, to_ms: 30 },
    { phase: 'idle', from_ms: 30, to_ms: 40 },
    { phase: 'work', from_ms: 50, to_ms: 70 },
  ])
  expect(intervalsOf(marks, 50)).toHaveLength(2)
})
