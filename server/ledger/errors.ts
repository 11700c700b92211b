/** What can go wrong with the book of record, in words a person can act on. */

import type { Said } from '#server/domain/refusals.ts'

export type LedgerErrorKind =
  | 'missing'
  | 'read-only'
  | 'not-a-database'
  | 'newer-version'
  | 'disk-full'
  | 'in-use'
  | 'busy'
  | 'refused'
  | 'conflict'
  | 'io'

export class LedgerError extends Error {
  readonly kind: LedgerErrorKind
  /** the rule of the domain that refused it, where it was one */
  readonly said: Said | undefined

  constructor(kind: LedgerErrorKind, message: string, options: ErrorOptions & { said?: Said } = {}) {
    super(message, options)
    this.name = 'LedgerError'
    this.kind = kind
    this.said = options.said
  }
}

/** SQLite's primary result code (https://sqlite.org/rescode.html) and what it means to us. */
const KINDS: [prefix: string, kind: LedgerErrorKind, words: string][] = [
  ['SQLITE_FULL', 'disk-full', 'the disk is full; nothing of this was written'],
  ['SQLITE_READONLY', 'read-only', 'it may not be written'],
  ['SQLITE_CANTOPEN', 'read-only', 'it cannot be opened or made here'],
  ['SQLITE_PERM', 'read-only', 'access is denied'],
  ['SQLITE_NOTADB', 'not-a-database', 'it is not a Navette ledger'],
  ['SQLITE_CORRUPT', 'not-a-database', 'it is damaged or not a Navette ledger'],
  ['SQLITE_BUSY', 'busy', 'another program holds it for too long'],
]

/** SQLite's errors as ours; anything else (a bug of our own) is passed through as it is. */
export function asLedgerError(error: unknown, file: string): unknown {
  if (error instanceof LedgerError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (!code.startsWith('SQLITE_')) return error
  const known = KINDS.find(([prefix]) => code.startsWith(prefix))
  // ENOSPC while growing the WAL's shared memory or a file comes as an I/O error of writing, not as SQLITE_FULL.
  if (known === undefined && /IOERR_(WRITE|SHMSIZE|TRUNCATE)/.test(code))
    return new LedgerError('disk-full', `${file}: writing failed (${code}), is the disk full?`, { cause: error })
  const [, kind, words] = known ?? ['', 'io' as const, error.message]
  return new LedgerError(kind, `${file}: ${words} (${code})`, { cause: error })
}

export function translating<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asLedgerError(error, file)
  }
}
