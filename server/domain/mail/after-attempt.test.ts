import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterAttempt, GIVE_UP_AFTER_MS, waitAfter_ms } from './after-attempt.ts'
import { messageId } from './message-id.ts'
import type { SendOutcome } from './types.ts'

const NOON_MS = Date.UTC(2026, 10, 2, 12)
const young = { attempts: 1, queued_at_ms: NOON_MS }
const later: SendOutcome = { kind: 'later', code: 451, words: '451 4.7.1 greylisted' }

describe('what becomes of a mail', () => {
  it('is sent once it is accepted, with the words of the server', () => {
    const accepted: SendOutcome = { kind: 'accepted', code: 250, words: '250 2.0.0 queued as 4F1' }
    expect(afterAttempt(young, accepted, NOON_MS + 5)).toEqual({
      ...{ state: 'sent', sent_at_ms: NOON_MS + 5, next_at_ms: NOON_MS + 5 },
      ...{ reply_code: 250, reply: '250 2.0.0 queued as 4F1' },
    })
  })

  it('comes back at once on 5yz and is not tried again', () => {
    const refused: SendOutcome = { kind: 'refused', code: 550, words: '550 5.1.1 no such user' }
    expect(afterAttempt(young, refused, NOON_MS)).toMatchObject({ state: 'bounced', sent_at_ms: null, reply_code: 550 })
  })

  it('waits longer each time on 4yz, and gives up after four days (RFC 5321 §4.5.4.1)', () => {
    let mail = young
    let now_ms = NOON_MS
    const waits: number[] = []
    for (;;) {
      const change = afterAttempt(mail, later, now_ms)
      if (change.state === 'failed') break
      expect(change.state).toBe('queued')
      waits.push((change.next_at_ms - now_ms) / 60_000)
      now_ms = change.next_at_ms
      mail = { ...mail, attempts: mail.attempts + 1 }
    }
    expect(waits.slice(0, 8)).toEqual([1, 5, 15, 30, 60, 120, 240, 240])
    expect(now_ms - NOON_MS).toBeGreaterThan(GIVE_UP_AFTER_MS - 5 * 3_600_000)
    expect(now_ms - NOON_MS).toBeLessThanOrEqual(GIVE_UP_AFTER_MS)
  })

  it('keeps of a novel only its beginning', () => {
    const novel: SendOutcome = { kind: 'refused', code: 554, words: 'x'.repeat(10_000) }
    expect(afterAttempt(young, novel, NOON_MS).reply).toHaveLength(500)
  })

  it('never waits less the more often it was tried', () => {
    fc.assert(fc.property(fc.nat(50), n => waitAfter_ms(n) <= waitAfter_ms(n + 1)))
  })
})

describe('a Message-ID', () => {
  const of = { site: 'gouttes-d-or', kind: 'invoice', about: 'FAB-2026-0001', address: 'awa@example.org' }
  it('is the same for the same thing and address, however it is written', () => {
    expect(messageId(of)).toBe('<FAB-2026-0001.invoice.509953f20caf@gouttes-d-or>')
    expect(messageId({ ...of, address: ' Awa@Example.org ' })).toBe(messageId(of))
  })
  it('differs by thing, by kind and by address, and tells no address', () => {
    const others = [{ about: 'FAB-2026-0002' }, { kind: 'reminder-1' }, { address: 'b@example.org' }]
    for (const other of others) expect(messageId({ ...of, ...other })).not.toBe(messageId(of))
    expect(messageId(of)).not.toContain('awa')
  })
  it('is dot-atom-text whatever comes in (RFC 5322 §3.2.3)', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (about, site) =>
        /^<[A-Za-z0-9-]+\.[a-z]+\.[0-9a-f]{12}@[A-Za-z0-9-]+>$/.test(messageId({ ...of, about, site })),
      ),
    )
  })
})
