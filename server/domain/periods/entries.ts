/**
 * The words of the books: what people decide about machine time before a month closes, and the closing itself. Each is a
 * journal entry (design rule 3); nothing that stands is edited, a later entry says something else of the same item.
 */

/**
 * What is decided about: the id of a session, the id of a session from the paper notebook, or `run-<n>` for running that no
 * session explains, `n` being the journal entry that told its end.
 */
export type Ref = string

/** What can be divided. Silence is the rest: session − running − idle − fault. */
export type Measures = {
  session_ms: number
  running_ms: number
  worked_ms: number
  idle_ms: number
  fault_ms: number
  energy_Wh: number
}

export type Bearer = { to: 'member'; member: string } | { to: 'cooperative' } | { to: 'pool'; pool: string }

/** `register`: from the station's frames, exact; `timeline`: in proportion to the running it shows, within a sample of each edge. */
export type SplitBasis = 'register' | 'timeline'

export type Decision =
  /** as measured, to whoever badged */
  | { kind: 'keep' }
  | { kind: 'assign'; member: string }
  /** `first` is what was measured until `at_ms`, an edge of the current; the rest is the second's */
  | { kind: 'split'; at_ms: number; first: Measures; bearers: [Bearer, Bearer]; basis?: SplitBasis }
  /** the session stays measured, the cooperative bears it */
  | { kind: 'waive' }
  | { kind: 'pool'; pool: string }
  /** an open session whose station does not come back, by what was counted until its last message */
  | { kind: 'as-counted'; measures: Measures; until_at_ms: number }

/** A session from the paper notebook: no station vouches for it, a person does. */
export type DeclaredSession = {
  id: Ref
  machine: string
  member: string
  category: string | null
  order: string | null
  start_at_ms: number
  end_at_ms: number
  /** how long the machine worked, as written down; at most the length */
  running_ms: number
}

/**
 * `period` is the open month whose closing takes the entry into account. For what belongs to a month that is closed already,
 * that is the next open one.
 */
export type BooksEntry =
  | { type: 'settled'; period: string; items: Ref[]; decision: Decision; by: string; reason: string }
  | { type: 'declared'; period: string; session: DeclaredSession; by: string; reason: string }
  | { type: 'confirmed'; period: string; declared: Ref; confirmed: boolean; by: string }
  | { type: 'contested'; period: string; item: Ref; member: string; reason: string }
  | {
      type: 'answered'
      period: string
      /** the contest's journal entry */
      contest: number
      item: Ref
      accepted: boolean
      /** what holds from now on; null where the contest was not accepted */
      decision: Decision | null
      by: string
      reason: string
    }
  | ClosedEntry

export type ClosedEntry = {
  type: 'closed'
  period: string
  by: string
  /** which edition of the rules of computing it was computed by; an older one is not computed again by a newer program */
  edition: number
  /** the journal's head the statement was computed on: what came after it is the next month's adjustment */
  computed_n: number
  /** canonical SHA-256 of what was shared */
  uses_hash: string
  uses: number
  /** canonical SHA-256 of the statement, unpacked */
  statement_hash: string
  /** the ids the statement speaks of, once; its lines name them by their place */
  sessions: Ref[]
  statement: unknown
}

const RUN_PREFIX = 'run-'
export const refOfRun = (n: number): Ref => `${RUN_PREFIX}${n}`
/** Null: it names no run. */
export const runOfRef = (ref: Ref): number | null => {
  const n = ref.startsWith(RUN_PREFIX) ? Number(ref.slice(RUN_PREFIX.length)) : Number.NaN
  return Number.isSafeInteger(n) && n > 0 ? n : null
}
