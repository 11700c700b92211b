/**
 * What one organisation pays for in a month, as it may see it (design rule 10): its lines added up over its people, and the
 * machine time by kind of machine. No session, no person, no hour of the day is in it.
 */
import type { Directory } from '../directory.ts'
import { accountOf, parseAccount } from './account.ts'
import { payerOfOrder } from './counted-by-hand.ts'
import type { StatementLine } from './lines.ts'
import type { PeriodStatement } from './statement.ts'
import { countOf, type Payer, type Use } from './use.ts'

export type OrganisationLine = Pick<StatementLine, 'label' | 'kind' | 'issuer' | 'adjusts'> & { cents: number }
export type KindOfUse = { kind: string; running_ms: number; session_ms: number; sessions: number }
export type OrganisationMonth = { total_cents: number; lines: OrganisationLine[]; kinds: KindOfUse[] }

export function organisationMonth(
  directory: Directory,
  id: string,
  statement: PeriodStatement,
  uses: readonly Use[],
): OrganisationMonth {
  const lines = linesPaidBy(statement, id)
  return {
    total_cents: lines.reduce((sum, { cents }) => sum + cents, 0),
    lines,
    kinds: kindsPaidBy(directory, id, uses),
  }
}

/** What an organisation paid in a month, of a statement with its lines or of its payers alone. */
export const paidBy_cents = ({ payers }: Pick<PeriodStatement, 'payers'>, id: string): number =>
  payers.find(({ payer }) => isIt(payer, id))?.total_cents ?? 0

const isIt = (payer: Payer, id: string): boolean => payer.kind === 'organisation' && payer.id === id

function linesPaidBy({ members, orders, organisations }: PeriodStatement, id: string): OrganisationLine[] {
  const sums = new Map<string, OrganisationLine>()
  for (const line of [...members, ...orders, ...organisations].flatMap(({ lines }) => lines)) {
    if (!isIt(line.payer, id)) continue
    const { label, kind, issuer, adjusts } = line
    const key = [issuer, line.pool ?? line.tariff ?? '', line.machine ?? '', kind, label, adjusts ?? ''].join('|')
    const sum = sums.get(key) ?? { label, kind, issuer, ...(adjusts === undefined ? {} : { adjusts }), cents: 0 }
    sum.cents += line.cents
    sums.set(key, sum)
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
}

function kindsPaidBy(directory: Directory, id: string, uses: readonly Use[]): KindOfUse[] {
  const kinds = new Map<string, KindOfUse & { seen: Set<string> }>()
  for (const use of uses) {
    if (use.adjusts !== null || !isIt(payerOfUse(directory, use), id)) continue
    const kind = directory.machines.get(use.machine)?.kind ?? use.machine
    const sum = kinds.get(kind) ?? { kind, running_ms: 0, session_ms: 0, sessions: 0, seen: new Set<string>() }
    kinds.set(kind, sum)
    sum.running_ms += use.running_ms
    sum.session_ms += use.session_ms
    if (use.group !== undefined) sum.sessions += countOf(use)
    else if (use.session !== null && !sum.seen.has(use.session)) {
      sum.seen.add(use.session)
      sum.sessions += 1
    }
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { seen: _seen, ...kind }]) => kind)
}

/** Time that is waived, or charged to a purpose, is the cooperative's. */
function payerOfUse(directory: Directory, use: Use): Payer {
  const account = parseAccount(accountOf(use, directory))
  if (account.kind === 'order') return payerOfOrder(directory, account.id)
  return account.kind === 'member' ? use.payer : { kind: 'cooperative', id: '' }
}
