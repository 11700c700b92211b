/** The key that signs cookies: made at first use, readable by its owner only, never in a log or a backup of the ledger. */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const SECRET_BYTES = 32

export function readOrCreateSecret(file: string): string {
  try {
    // `wx`: of two processes that start together one makes it and both read the same
    writeFileSync(file, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(secret)) throw new Error(`${file} does not hold a secret of 64 hex digits`)
  return secret
}
