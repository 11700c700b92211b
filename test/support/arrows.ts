/** What the tests of the arrows of ateliers.md have in common: an atelier per file, and its statements looked at. */
import { afterAll, beforeAll } from 'vitest'
import type { Billing, Directory } from '#server/domain/directory.ts'
import type { PeriodStatement, StatementLine } from '#server/domain/sharing/statement.ts'
import type { Use } from '#server/domain/sharing/use.ts'
import { AtelierLab } from './atelier-lab.ts'

/** `story` is told once, before the first test of the file. */
export function atelier(slug: string, story: (lab: AtelierLab) => Promise<unknown>): () => AtelierLab {
  let lab: AtelierLab | undefined
  const opened = (): AtelierLab => {
    if (lab === undefined) throw new Error(`${slug} is not open yet`)
    return lab
  }
  beforeAll(async () => {
    lab = await AtelierLab.open(slug)
    await story(lab)
  }, 60_000)
  afterAll(() => lab?.close())
  return opened
}

export const OCTOBER = '2026-10'
export const usesOf = async (lab: AtelierLab, period = OCTOBER): Promise<Use[]> => (await lab.month(period)).uses
export const statementOf = async (lab: AtelierLab, period = OCTOBER): Promise<PeriodStatement> =>
  (await lab.month(period)).statement
export const linesOf = (statement: PeriodStatement, member: string): StatementLine[] =>
  statement.members.find(({ id }) => id === member)?.lines ?? []
export const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)

/** The same atelier, every issuer billing in this way. */
export const billedBy = (directory: Directory, billing: Billing): Directory => ({
  ...directory,
  site: directory.site && { ...directory.site, billing },
  issuers: new Map([...directory.issuers].map(([id, issuer]) => [id, { ...issuer, billing }])),
})
