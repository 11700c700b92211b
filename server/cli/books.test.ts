/** The books from a shell: nothing can be closed where nobody has set anything up. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openLedger } from '#server/ledger/ledger.ts'
import { withBooks } from './books.ts'
import { configured } from './context.ts'

it('refuses a ledger without an atelier, as a refused setup leaves it', async () => {
  const data = mkdtempSync(join(tmpdir(), 'navette-books-'))
  vi.stubEnv('NAVETTE_DATA', data)
  try {
    await (await openLedger({ file: configured().database_file })).close()
    await expect(withBooks(async parts => parts.directory())).rejects.toThrow('no atelier here yet')
  } finally {
    vi.unstubAllEnvs()
    rmSync(data, { recursive: true, force: true })
  }
})
