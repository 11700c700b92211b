import { expect, test } from 'vitest'
import { perFrame } from './per-frame.ts'

function stage() {
  const taken: (readonly number[])[] = []
  const drawings: (() => void)[] = []
  const page = { seen: true }
  const frames = { seen: () => page.seen, next: (draw: () => void) => void drawings.push(draw) }
  const feed = perFrame<number>(items => taken.push(items), frames)
  const frame = () => {
    for (const draw of drawings.splice(0)) draw()
  }
  return { taken, drawings, page, feed, frame }
}

test('all that came before a frame is taken in once, in its order', () => {
  const { taken, drawings, feed, frame } = stage()
  feed.add([1])
  feed.add([2])
  expect([taken, drawings.length]).toEqual([[], 1])
  frame()
  feed.add([3])
  frame()
  expect(taken).toEqual([[1, 2], [3]])
})

test('of a burst each frame takes a share, in its order, and soon nothing waits', () => {
  const { taken, drawings, feed, frame } = stage()
  const burst = Array.from({ length: 60 }, (_, n) => n)
  feed.add(burst)
  let frames = 0
  while (drawings.length > 0) {
    frame()
    frames += 1
  }
  expect(taken.flat()).toEqual(burst)
  expect(taken[0]).toHaveLength(10)
  expect(frames).toBeLessThanOrEqual(15)
})

test('a screen that draws once while many come keeps up with them, five frames behind at most', () => {
  const { taken, feed, frame } = stage()
  for (let n = 0; n < 600; n++) {
    feed.add([n])
    if (n % 30 === 29) frame()
  }
  expect(600 - taken.flat().length).toBeLessThanOrEqual(5 * 30)
})

test('a page nobody sees takes in at once, and with it what waited for its last frame', () => {
  const { taken, page, feed, frame } = stage()
  feed.add([1])
  page.seen = false
  feed.add([2])
  expect(taken).toEqual([[1, 2]])
  page.seen = true
  frame()
  expect(taken).toEqual([[1, 2]])
})

test('what must not be overtaken takes in the rest first, and the frame finds nothing', () => {
  const { taken, feed, frame } = stage()
  feed.add([1])
  feed.flush()
  frame()
  expect(taken).toEqual([[1]])
})
