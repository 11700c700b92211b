/**
 * Mandates of an atelier file. A payer's own `mandate` names no issuer, so it can only be that of the one who collects; where several
 * do, `mandates` says to which of them each was given (SEPA Core rulebook, AT-01, AT-02: a reference is unique with its creditor).
 */
import type { AtelierFile } from '#server/contract/atelier.ts'
import { isSepaId } from '#server/domain/accounting/debit-text.ts'
import type { ContactKind, MandateRow } from '#server/domain/records.ts'
import { type Said, said, wordsOf } from '#server/domain/refusals.ts'
import type { Problem } from './problems.ts'

type Payers = AtelierFile['members'] | AtelierFile['organisations']
const payersOf = (file: AtelierFile): [ContactKind, string, Payers][] => [
  ['member', 'members', file.members],
  ['organisation', 'organisations', file.organisations],
]

export const mandatesOf = (file: AtelierFile): MandateRow[] =>
  payersOf(file).flatMap(([kind, , payers]) =>
    payers.flatMap(({ id, mandates = [] }) =>
      mandates.map(({ issuer, reference, signed, revoked }) => ({ issuer, kind, id, reference, signed, revoked })),
    ),
  )

export type KnownMandates = {
  /** issuers with a creditor identifier, once the file is in */
  collectors: ReadonlySet<string>
  present: readonly MandateRow[]
}

export function mandateProblems(file: AtelierFile, known: KnownMandates): Problem[] {
  const taken = new Map(known.present.map(row => [keyOf(row), `${row.kind}/${row.id}`]))
  return payersOf(file).flatMap(([kind, name, payers]) =>
    payers.flatMap(({ id, mandate, mandates = [] }, i) => {
      const path = `${name}[${i}]`
      const which = mandate != null && known.collectors.size > 1
      return [
        ...(which ? [problem(`${path}.mandate`, said('mandate-of-which-issuer'))] : []),
        ...mandates.flatMap((one, j) => {
          const why = objectionTo(one, `${kind}/${id}`, known.collectors, taken)
          return why === null ? [] : [problem(`${path}.mandates[${j}]`, why)]
        }),
      ]
    }),
  )
}

const keyOf = ({ issuer, reference }: Pick<MandateRow, 'issuer' | 'reference'>): string => `${issuer}/${reference}`
const problem = (path: string, why: Said): Problem => ({ path, message: wordsOf(why) })

type Told = { issuer: string; reference: string; signed: string; revoked: string | null }
function objectionTo(
  { issuer, reference, signed, revoked }: Told,
  payer: string,
  collectors: ReadonlySet<string>,
  taken: Map<string, string>,
): Said | null {
  if (!collectors.has(issuer)) return said('issuer-without-creditor-id', { issuer })
  if (!isSepaId(reference)) return said('mandate-reference-ill-formed', { reference })
  if (revoked !== null && revoked < signed) return said('ends-before-it-begins')
  const key = keyOf({ issuer, reference })
  const other = taken.get(key)
  taken.set(key, payer)
  return other === undefined || other === payer ? null : said('mandate-reference-taken', { reference, payer: other })
}
