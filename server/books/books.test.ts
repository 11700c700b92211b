/** A month from open to closed on a real ledger, and what happens to it afterwards. */
import { afterEach, describe, expect, it } from 'vitest'
import { LedgerLab, tellAMorning } from '#test/support/ledger-lab.ts'
import { closePeriod } from './close.ts'
import { monthNow } from './month.ts'
import type { BooksParts } from './ports.ts'

const NOVEMBER_MS = Date.UTC(2026, 10, 3)
let lab: LedgerLab
afterEach(() => lab.close())

async function october(): Promise<BooksParts & { clock: { now_ms: number } }> {
  lab = await LedgerLab.open()
  await tellAMorning(lab)
  const { directory } = await lab.ledger.load()
  const clock = { now_ms: NOVEMBER_MS }
  return { ledger: lab.ledger, directory: () => directory, openSessions: () => [], now_ms: () => clock.now_ms, clock }
}

describe('closing a month', () => {
  it('keeps what it was closed at, and verify computes it again', async () => {
    const parts = await october()
    const now = await monthNow(parts, '2026-10')
    expect(now.queue.map(item => [item.kinds, item.small, item.blocks])).toEqual([
      [['incomplete'], true, false],
      [['unattributed'], true, false],
    ])
    const closed = await closePeriod(parts, { period: '2026-10', by: 'tresor', statement_hash: now.statement_hash })
    expect(closed).toMatchObject({ kind: 'closed', statement: now.statement })
    expect(await lab.ledger.closedStatement('2026-10')).toEqual(now.statement)
    expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })
})
