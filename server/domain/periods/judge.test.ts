/** What a person may not decide: the notebook charges nobody who has not said that it is true. */
import { describe, expect, it } from 'vitest'
import { objectionToContest, objectionToDecision } from './judge.ts'
import { aDirectory, aSession } from './testing.ts'

const directory = aDirectory(['awa', 'bo'])
const declared = (confirmed: boolean | null) => aSession('d', { kind: 'declared', confirmed })
const context = { closings: [], zone: 'Europe/Paris', rules: { settle_below_ms: 0, contest_days: 15 }, now_ms: 0 }

describe('a session from the notebook', () => {
  it.each([[{ kind: 'keep' } as const], [{ kind: 'assign', member: 'awa' } as const]])(
    'is not charged to its member by %j before she has confirmed it',
    decision => {
      expect(objectionToDecision(declared(null), decision, directory)).toMatchObject({ code: 'not-confirmed' })
      expect(objectionToDecision(declared(true), decision, directory)).toBeNull()
    },
  )

  it('may be found to be somebody else’s, or nobody’s', () => {
    expect(objectionToDecision(declared(null), { kind: 'assign', member: 'bo' }, directory)).toBeNull()
    expect(objectionToDecision(declared(null), { kind: 'waive' }, directory)).toBeNull()
  })

  it('is not contested once it was refused: nothing is left of it', () => {
    expect(objectionToContest(declared(false), [], context)).toMatchObject({ code: 'not-confirmed-counts-for-nothing' })
    expect(objectionToContest(declared(true), [], context)).toBeNull()
    expect(objectionToContest(declared(null), [], context)).toBeNull()
  })
})
