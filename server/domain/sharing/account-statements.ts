/** Lines and use gathered by whose they are: members, orders, and organisations charged as such. */
import type { Directory } from '../directory.ts'
import { type Account, orderAccount, organisationAccount, parseAccount } from './account.ts'
import { payerOfOrder } from './counted-by-hand.ts'
import type { StatementLine } from './lines.ts'
import { countOf, type Payer, type Use } from './use.ts'

export type Doubt = { session: string | null; why: string }
export type MemberStatement = {
  id: string
  total_cents: number
  /** all the member ran, whoever it is charged to */
  running_ms: number
  sessions: number
  lines: StatementLine[]
  /** where doubt favoured the member */
  doubts: Doubt[]
}
/** An order, or an organisation charged as such (floor area, a pack of its own). */
export type AccountStatement = {
  id: string
  payer: Payer
  total_cents: number
  running_ms: number
  sessions: number
  lines: StatementLine[]
}
export type Accounts = ReadonlyMap<string, StatementLine[]>

export function memberStatements(
  active: readonly string[],
  uses: readonly Use[],
  accounts: Accounts,
): MemberStatement[] {
  const own = Map.groupBy(
    uses.filter(use => use.member !== null),
    use => use.member ?? '',
  )
  const ids = new Set([...active, ...own.keys(), ...idsOfKind(accounts, 'member')])
  return [...ids].sort().map(id => {
    const used = own.get(id) ?? []
    const lines = accounts.get(id) ?? []
    return {
      id,
      total_cents: total_cents(lines),
      ...ran(used),
      lines,
      doubts: used.flatMap(use => use.doubts.map(why => ({ session: use.session, why }))),
    }
  })
}

export function orderStatements(directory: Directory, uses: readonly Use[], accounts: Accounts): AccountStatement[] {
  const own = Map.groupBy(
    uses.filter(use => use.order !== null && directory.orders.has(use.order)),
    use => use.order ?? '',
  )
  return [...new Set([...own.keys(), ...idsOfKind(accounts, 'order')])].sort().map(id => {
    const lines = accounts.get(orderAccount(id)) ?? []
    return { id, payer: payerOfOrder(directory, id), total_cents: total_cents(lines), ...ran(own.get(id) ?? []), lines }
  })
}

export const organisationStatements = (accounts: Accounts): AccountStatement[] =>
  idsOfKind(accounts, 'organisation').map(id => {
    const lines = accounts.get(organisationAccount(id)) ?? []
    const payer = { kind: 'organisation' as const, id }
    return { id, payer, total_cents: total_cents(lines), running_ms: 0, sessions: 0, lines }
  })

const idsOfKind = (accounts: Accounts, kind: Account['kind']): string[] =>
  [...accounts.keys()]
    .map(parseAccount)
    .flatMap(account => (account.kind === kind ? [account.id] : []))
    .sort()

/** Of this month alone. A session that people split between two counts once for each of them. */
function ran(uses: readonly Use[]): { running_ms: number; sessions: number } {
  let running_ms = 0
  let grouped = 0
  const single = new Set<string>()
  for (const use of uses) {
    if (use.adjusts !== null) continue
    running_ms += use.running_ms
    if (use.group !== undefined) grouped += countOf(use)
    else if (use.session !== null) single.add(use.session)
  }
  return { running_ms, sessions: grouped + single.size }
}

export const total_cents = (lines: readonly StatementLine[]): number => lines.reduce((sum, line) => sum + line.cents, 0)
