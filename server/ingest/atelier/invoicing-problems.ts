/** What is wrong with invoice settings of a file beyond their shape, by its path there. */
import type { AtelierFile } from '#server/contract/atelier.ts'
import { invoicingFlaws } from '#server/domain/accounting/settings-flaws.ts'
import type { Directory } from '#server/domain/directory.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import type { Problem } from './problems.ts'

export const invoicingProblems = (file: AtelierFile, present: Directory): Problem[] => {
  const known = {
    has: (kind: 'pools' | 'tariffs', id: string) => present[kind].has(id) || file[kind].some(one => one.id === id),
  }
  return file.issuers.flatMap(({ id, invoicing, invoice_series }, i) => {
    if (invoicing == null) return []
    const prefix = invoice_series ?? present.issuers.get(id)?.invoice_series ?? null
    return invoicingFlaws(invoicing, prefix, known).map(flaw => ({
      path: `issuers[${i}].invoicing.${flaw.path}`,
      message: wordsOf(flaw),
    }))
  })
}
