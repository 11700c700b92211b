/**
 * Two hundred invoices as `serve` makes them, through the worker: PDF/A-3 with its XML, and the XML alone. Wanted: 150 ms each
 * and memory that does not grow (issue 5). Every document has other names and amounts, so that no memo helps more than in life.
 */
import { cpuUsage } from 'node:process'
import { createDocumentFiles } from '#server/billing/files.ts'
import { plainPaper } from '#server/billing/paper.ts'
import { aBusiness, aDocument, MIDDLE, REDUCED, STANDARD } from '#server/billing/testing.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { benchDrafts } from './drafts.ts'

const DOCUMENTS = 200
const EACH_MS_WANTED = 150
/** Memory settles over the first hundred and fifty; from then on it may grow by no more. */
const GROWTH_MB_WANTED = 20
const QUARTER = 50
const MB = 1_048_576
const RATES = [STANDARD, REDUCED, MIDDLE]
const MACHINES = ['Juki DDL-8700', 'Pfaff 335', 'Overlock Juki MO-6714', 'Table à vapeur', 'Découpe Zünd G3']

function document(n: number): AccountingDocument {
  const lines = Array.from({ length: 4 + (n % 12) }, (_, i) => {
    const net_cents = (n * 7_919 + i * 104_729) % 90_000
    const label = `${MACHINES[i % MACHINES.length]} ${n}-${i}`
    const machine = i % 2 === 0 ? `m${i}` : null
    const vat = RATES[i % RATES.length] ?? STANDARD
    return {
      label,
      machine,
      net_cents,
      vat,
      unit_price_mc: net_cents * 1_000,
      detail: `Quote-part : ${n} min sur ${i} h`,
    }
  })
  const number = `FAB-2026-${`${n + 1}`.padStart(4, '0')}`
  return aDocument({ number, buyer: aBusiness({ name: `Atelier ${n.toString(36)} Née-Dupond` }) }, lines)
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)

export async function benchInvoices(): Promise<void> {
  const files = createDocumentFiles(plainPaper('https://navette.example'))
  const took_ms: number[] = []
  const resident_mb: number[] = []
  let bytes = 0
  const before = cpuUsage()
  for (let n = 0; n < DOCUMENTS; n++) {
    const started = performance.now()
    const one = document(n)
    bytes += (await files.pdf(one)).length + (await files.xml(one)).length
    took_ms.push(performance.now() - started)
    resident_mb.push(process.memoryUsage().rss / MB)
  }
  const cpu = cpuUsage(before)
  await files.close()
  const first = took_ms[0] ?? 0
  const sorted = took_ms.toSorted((a, b) => a - b)
  const mean = took_ms.reduce((sum, ms) => sum + ms, 0) / DOCUMENTS
  const most_mb = (from: number, to: number): number => Math.max(...resident_mb.slice(from, to))
  const growth_mb = most_mb(-QUARTER, DOCUMENTS) - most_mb(-2 * QUARTER, -QUARTER)
  console.log(
    `each, PDF and XML: ${mean.toFixed(0)} ms (wanted ≤ ${EACH_MS_WANTED}); p50 ${at(sorted, 0.5)}, p95 ${at(sorted, 0.95)}, p99 ${at(sorted, 0.99)} ms`,
  )
  console.log(
    `the first, with fonts and worker: ${first.toFixed(0)} ms; processor time each: ${((cpu.user + cpu.system) / 1_000 / DOCUMENTS).toFixed(0)} ms`,
  )
  console.log(
    `resident: ${most_mb(0, DOCUMENTS).toFixed(0)} MB at most, ${growth_mb.toFixed(0)} MB more over the last ${QUARTER} than over those before (wanted ≤ ${GROWTH_MB_WANTED})`,
  )
  console.log(`${(bytes / DOCUMENTS / 1_024).toFixed(0)} kB each`)
  await benchDrafts()
}
