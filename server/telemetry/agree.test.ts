import { describe, expect, test } from 'vitest'
import { agree } from './agree.ts'
import type { Range, UsageRow } from './ports.ts'

const october: Range = { from_ms: 0, to_ms: 31 }
const november: Range = { from_ms: 31, to_ms: 61 }
const row = (machine: string, category: string | null, running_ms: number): UsageRow => ({
  machine,
  category,
  running_ms,
  worked_ms: 0,
  session_ms: 0,
  energy_Wh: 0,
  sessions: 1,
})
type ByMonth = { october?: UsageRow[]; november?: UsageRow[] }
const side = (rows: ByMonth) => async (range: Range) => (range === october ? rows.october : rows.november) ?? []
const compare = (ledger: ByMonth, telemetry: ByMonth) =>
  agree({ ledgerUsage: side(ledger), store: { usage: side(telemetry) }, months: [october, november] })

describe('agree', () => {
  test('the same rows in any order agree', async () => {
    const rows = [row('a', null, 1), row('a', 'x', 2), row('b', 'x', 3)]
    expect(await compare({ october: rows }, { october: rows.toReversed() })).toEqual({ ok: true, differences: [] })
  })

  test('a number that differs is named with its month, machine, category and both values', async () => {
    const { ok, differences } = await compare({ november: [row('a', 'x', 2)] }, { november: [row('a', 'x', 3)] })
    expect(ok).toBe(false)
    expect(differences).toEqual([
      { month: november, machine: 'a', category: 'x', field: 'running_ms', ledger: 2, telemetry: 3 },
    ])
  })

  test('a row that one side lacks counts as zeros there', async () => {
    const { differences } = await compare({ october: [row('a', null, 5)] }, { november: [row('a', null, 5)] })
    expect(differences.map(({ month, field, ledger, telemetry }) => [month, field, ledger, telemetry])).toEqual([
      [october, 'running_ms', 5, 0],
      [october, 'sessions', 1, 0],
      [november, 'running_ms', 0, 5],
      [november, 'sessions', 0, 1],
    ])
  })

  test('no category and a category of that name are two rows', async () => {
    const { differences } = await compare({ october: [row('a', null, 5)] }, { october: [row('a', 'null', 5)] })
    expect(differences).toHaveLength(4)
  })

  test('rows of the same machine and category are added', async () => {
    const split = [row('a', 'x', 2), row('a', 'x', 3)]
    const { differences } = await compare({ october: split }, { october: [{ ...row('a', 'x', 5), sessions: 2 }] })
    expect(differences).toEqual([])
  })
})
