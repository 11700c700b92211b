/**
 * What the ledger takes and gives. The rooms it serves declare ports of the same shape; test/contract/ledger-ports.test.ts
 * checks that they fit. Times are Unix ms, ranges half-open.
 */
import type { JournalRow, Page, TelemetryPoint } from '#server/domain/records.ts'

export type * from '#server/domain/group.ts'
export type * from '#server/domain/records.ts'

export type DirectoryRow = { kind: string; id: string; value: string | null }
export type Head = { n: number; chain: string }

export type Evidence = { head: Head; page: Page<JournalRow> }
export type Counts = { messages: number; quarantined: number; late: number; gaps: number; sessions: number }

export type PointBatch = { points: TelemetryPoint[]; to_n: number }
export type DeadLetter = { at_ms: number; n: number; line: string; error: string }

export type Settings = { site: string; badge_key: string }
/** `credential` names the token that let this principal in, without being it. */
export type Grant = { kind: 'station' | 'gateway' | 'plug'; id: string; stations: string[]; credential: string }
export type IssuedToken = { principal: string; token: string; badge_key: string }

export type VerifyReport = Counts & { journal_head: string; ledger_hash: string; ok: boolean; problems: string[] }
