import { expect, it } from 'vitest'
import { CopyBack } from './copy-back.ts'

const FULL = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

function journal() {
  const is = { n: 0, full: false, passes: 0, grows: 0 }
  const copy = new CopyBack({
    head: () => is.n,
    pass: () => {
      if (is.full) throw FULL
      is.passes++
      if (is.grows-- > 0) is.n++
    },
  })
  return { is, copy }
}

it('copies once there is enough, and again until nothing came in meanwhile', () => {
  const { is, copy } = journal()
  is.n = 1_999
  expect(copy.look()).toBeNull()
  expect(is.passes).toBe(0)
  Object.assign(is, { n: 2_000, grows: 2 })
  expect(copy.look()).toBeNull()
  expect(is.passes).toBe(3)
  copy.look()
  expect(is.passes).toBe(3)
})

it('goes on after a disk that was full, which it says once', () => {
  const { is, copy } = journal()
  Object.assign(is, { n: 5_000, full: true })
  expect([copy.look(), copy.look(), copy.look()]).toEqual([FULL, null, null])
  is.full = false
  expect(copy.look()).toBeNull()
  expect(is.passes).toBe(1)
  Object.assign(is, { n: 9_000, full: true })
  expect(copy.look()).toBe(FULL)
})
