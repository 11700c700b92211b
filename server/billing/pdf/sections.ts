/** Lines as a reader looks for them: by person where one pays for several, then machines, shares, the rest. */
import type { AccountingDocument, DocumentLine } from '#server/domain/accounting/document.ts'
import { ofPeriod } from '../text/dates.ts'

export type Section = { title: string; net_cents: number; lines: DocumentLine[] }

function subject(line: DocumentLine): string {
  if (line.adjusts !== null) return `Rattrapage ${ofPeriod(line.adjusts)}`
  if (line.machine !== null) return 'Machines'
  return line.pool === null ? 'Autres' : 'Charges communes'
}
const title = (line: DocumentLine): string => [line.member, subject(line)].filter(part => part !== null).join(' · ')

/** In the order their first lines have; the lines of one machine or pool stand together. */
export function sections({ lines }: Pick<AccountingDocument, 'lines'>): Section[] {
  const by_title = Map.groupBy(lines, title)
  return [...by_title].map(([of, own]) => ({
    title: of,
    net_cents: own.reduce((sum, line) => sum + line.net_cents, 0),
    lines: [...Map.groupBy(own, line => line.machine ?? line.pool ?? line.id).values()].flat(),
  }))
}
