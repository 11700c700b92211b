import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answer, bisect } from './bisect.ts'

/** A server that refuses any batch with a bad line in it, and remembers what it accepted. */
function server(bad: Set<string>) {
  const stored = new Set<string>()
  let requests = 0
  const send = async (lines: string[]): Promise<Answer> => {
    requests += 1
    if (lines.some(line => bad.has(line))) return { kind: 'refused', error: 'bad' }
    for (const line of lines) stored.add(line)
    return { kind: 'accepted' }
  }
  return { send, stored, requests: () => requests }
}

describe('bisect', () => {
  test('finds exactly the bad lines and stores exactly the others (property)', async () => {
    const total = fc.integer({ min: 0, max: 200 })
    await fc.assert(
      fc.asyncProperty(total, fc.array(fc.nat({ max: 199 }), { maxLength: 8 }), async (count, picks) => {
        const lines = Array.from({ length: count }, (_, index) => `line ${index}`)
        const bad = [...new Set(picks.filter(pick => pick < count))].toSorted((a, b) => a - b)
        const { send, stored } = server(new Set(bad.map(index => `line ${index}`)))
        const refused = await bisect(lines, send)
        expect(refused).toEqual(bad.map(index => ({ index, error: 'bad' })))
        expect(stored.size).toBe(count - bad.length)
      }),
    )
  })

  test('one bad line of 5 000 costs at most 2 × ⌈log₂ n⌉ + 1 requests', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`)
    const { send, requests } = server(new Set(['line 3217']))
    await bisect(lines, send)
    expect(requests()).toBeLessThanOrEqual(2 * 13 + 1)
  })

  test('a failure that is not about content ends it at once', async () => {
    const down = (): Promise<Answer> => Promise.reject(new Error('down'))
    await expect(bisect(['a', 'b'], down)).rejects.toThrow('down')
  })
})
