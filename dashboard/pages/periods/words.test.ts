import { describe, expect, it } from 'vitest'
import type { SettleItem } from '#server/contract/books.ts'
import { inBulk, isKind, isUnderWay, kindOf, titleWords, whatHappened } from './words.ts'

const open: SettleItem = {
  id: '01JABCDEFGHJKMNPQRSTVWXYZ0',
  kind: 'open-session',
  kinds: ['open-session'],
  machine: 'juki-1',
  member: 'awa',
  from: '2026-11-22T09:00:00.000Z',
  to: null,
  end_reason: null,
  session_ms: 60_000,
  running_ms: 0,
  fault_ms: 0,
  tail_ms: 0,
  silent_ms: 0,
  at_stake_ms: null,
  small: false,
  blocks: true,
  late: false,
  overlaps: [],
  contest: null,
  decided: null,
  proposal: null,
}
const gone: SettleItem = {
  ...open,
  proposal: { kind: 'as-counted', at: '2026-11-22T09:01:00.000Z' } as SettleItem['proposal'],
}

describe('a session that nobody has ended', () => {
  it('is under way as long as the server proposes no end for it', () => {
    expect([isUnderWay(open), isUnderWay(gone), isUnderWay({ ...open, kind: 'fault' })]).toEqual([true, false, false])
    expect([inBulk(open), inBulk(gone), inBulk({ ...gone, kind: 'contested' })]).toEqual([false, true, false])
    expect([titleWords(open), ...whatHappened(open)]).toEqual([
      'Session en cours',
      'Elle n’est pas finie : rien à décider pour l’instant.',
    ])
  })

  it('is of a kind of its own, which an address may name', () => {
    expect([kindOf(open), kindOf(gone), kindOf({ ...gone, kind: 'fault' })]).toEqual([
      'under-way',
      'open-session',
      'fault',
    ])
    expect([isKind(kindOf(open)), isKind('overlap'), isKind('toString'), isKind(undefined)]).toEqual([
      ...[true, true, false, false],
    ])
  })

  it('is told as never ended once it is gone', () => {
    expect([titleWords(gone), ...whatHappened(gone)]).toEqual([
      'Session jamais terminée',
      'Aucun badge de fin, et le boîtier n’a plus donné de nouvelles.',
    ])
  })
})
