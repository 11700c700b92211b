import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openTokens, TOKEN_PREFIX } from './tokens.ts'

const given = { name: 'mur', role: 'kiosk', member: null, created_by: 'lea', expires_at_ms: null } as const

function open() {
  const clock = { at_ms: 1_000_000 }
  const db = new Sqlite(':memory:')
  return { clock, db, tokens: openTokens(db, () => clock.at_ms) }
}

describe('API tokens', () => {
  it('are kept as a hash only', () => {
    const { db, tokens } = open()
    const { token } = tokens.create(given)
    expect(token.startsWith(TOKEN_PREFIX)).toBe(true)
    expect(db.serialize().includes(token)).toBe(false)
    expect(tokens.use(token)).toMatchObject({ name: 'mur', role: 'kiosk', member: null, email: null })
    expect(tokens.use(`${token}x`)).toBeNull()
  })

  it('stop at the very moment they expire', () => {
    const { clock, tokens } = open()
    const { token } = tokens.create({ ...given, expires_at_ms: 1_000_100 })
    clock.at_ms = 1_000_099
    expect(tokens.use(token)).not.toBeNull()
    clock.at_ms = 1_000_100
    expect(tokens.use(token)).toBeNull()
  })

  it('write down their use once a minute', () => {
    const { clock, tokens } = open()
    const { token } = tokens.create(given)
    const usedAt = (at_ms: number) => {
      clock.at_ms = at_ms
      tokens.use(token)
      return tokens.list(null)[0]?.last_used_at_ms
    }
    expect([usedAt(1_000_000), usedAt(1_059_999), usedAt(1_060_000)]).toEqual([1_000_000, 1_000_000, 1_060_000])
  })

  it('are listed and revoked by whoever made them, or by somebody who may all', () => {
    const { tokens } = open()
    const { row } = tokens.create(given)
    expect(tokens.list('malik')).toEqual([])
    expect(tokens.revoke(row.id, 'malik')).toBe(false)
    expect(tokens.list('lea')).toHaveLength(1)
    expect(tokens.revoke(row.id, null)).toBe(true)
    expect(tokens.list(null)).toEqual([])
  })
})
