import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CARD_LEFT_ms, CardPresence } from './presence.ts'

describe('CardPresence', () => {
  it('reports a card once while it stays, and again after it left', () => {
    const presence = new CardPresence()
    const seen = [0, 65, 130, 130 + CARD_LEFT_ms - 1, 129 + 2 * CARD_LEFT_ms, 10_000].map(at => presence.isNew('a', at))
    expect(seen).toEqual([true, false, false, false, true, true])
  })

  it('reports another card at once', () => {
    const presence = new CardPresence()
    expect(['a', 'b', 'a', 'a'].map((uid, index) => presence.isNew(uid, index * 65))).toEqual([true, true, true, false])
  })

  it('reports a card once however long it lies there', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: CARD_LEFT_ms - 1 }), { minLength: 1 }), pauses_ms => {
        const presence = new CardPresence()
        let now_ms = 0
        const reported = pauses_ms.filter(pause_ms => {
          now_ms += pause_ms
          return presence.isNew('a', now_ms)
        })
        expect(reported).toHaveLength(1)
      }),
    )
  })
})
