/** Issue 4 point 9: each atelier imports, lives a month through the real ingest, closes it and yields its sharing; a stranger audits it. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { auditOf, type SessionRow } from '#test/support/auditor.ts'

const SLUGS = readdirSync(join(import.meta.dirname, '../../../docs/ateliers'))
  .filter(name => name.endsWith('.json'))
  .map(name => name.replace('.json', ''))
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)

describe.each(SLUGS)('%s', slug => {
  it('lives October, closes it, shares every pool to the cent, and verifies', async () => {
    const lab = await AtelierLab.open(slug)
    let path: string | undefined
    try {
      await lab.live('2026-10')
      const statement = await lab.settleAndClose('2026-10')
      expect(sum(statement.members.map(({ sessions }) => sessions))).toBeGreaterThan(lab.file.machines.length)
      for (const pool of statement.pools) expect([pool.id, pool.shared_cents]).toEqual([pool.id, pool.amount_cents])
      const shares = [...statement.members, ...statement.orders, ...statement.organisations]
        .flatMap(({ lines }) => lines)
        .filter(({ kind }) => kind === 'share')
      const orders = sum(
        statement.orders.flatMap(({ lines }) => lines.map(({ kind, cents }) => (kind === 'share' ? cents : 0))),
      )
      expect(sum(shares.map(({ cents }) => cents)) - orders + statement.cooperative_cents).toBe(
        sum(statement.pools.map(({ amount_cents }) => amount_cents)),
      )
      expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
      path = await lab.leave()
      const db = new Database(join(path, 'navette.sqlite'), { readonly: true })
      const rows = db.prepare<[], SessionRow>('SELECT * FROM session').all()
      db.close()
      expect(auditOf(lab.file, rows, statement)).toEqual([])
    } finally {
      if (path === undefined) await lab.close()
      else rmSync(path, { recursive: true, force: true })
    }
  })
})
