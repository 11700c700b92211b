/** Does telemetry say what the ledger says, machine by machine and month by month? (`navette verify --telemetry`) */
import type { Range, TelemetryStore, UsageRow } from './ports.ts'

const FIELDS = ['running_ms', 'worked_ms', 'session_ms', 'energy_Wh', 'sessions'] as const

export type Difference = {
  month: Range
  machine: string
  category: string | null
  field: (typeof FIELDS)[number]
  ledger: number
  telemetry: number
}
export type Agreement = { ok: boolean; differences: Difference[] }

export type AgreeOptions = {
  ledgerUsage: (range: Range) => Promise<UsageRow[]>
  store: Pick<TelemetryStore, 'usage'>
  /** calendar months in the atelier's zone */
  months: Range[]
}

export async function agree({ ledgerUsage, store, months }: AgreeOptions): Promise<Agreement> {
  const differences: Difference[] = []
  for (const month of months) {
    const [ledger, telemetry] = await Promise.all([ledgerUsage(month), store.usage(month)])
    differences.push(...compareMonth(month, ledger, telemetry))
  }
  return { ok: differences.length === 0, differences }
}

/** A row that one side lacks counts as zeros there. Rows of the same machine and category are added. */
export function compareMonth(month: Range, ledger: UsageRow[], telemetry: UsageRow[]): Difference[] {
  const rows = new Map<string, { machine: string; category: string | null; sides: [UsageRow[], UsageRow[]] }>()
  const collect = (side: 0 | 1, all: UsageRow[]): void => {
    for (const row of all) {
      const { machine, category } = row
      const key = JSON.stringify([machine, category])
      const entry = rows.get(key) ?? { machine, category, sides: [[], []] }
      entry.sides[side].push(row)
      rows.set(key, entry)
    }
  }
  collect(0, ledger)
  collect(1, telemetry)
  const sum = (side: UsageRow[], field: Difference['field']): number =>
    side.reduce((total, row) => total + row[field], 0)
  return [...rows.keys()].sort().flatMap(key => {
    const entry = rows.get(key)
    if (entry === undefined) return []
    const { machine, category, sides } = entry
    return FIELDS.map(field => ({
      month,
      machine,
      category,
      field,
      ledger: sum(sides[0], field),
      telemetry: sum(sides[1], field),
    })).filter(difference => difference.ledger !== difference.telemetry)
  })
}
