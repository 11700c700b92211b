/** A member's month as a sheet of paper says it: the statement's own lines and figures, in words, and the days behind them. */
import { detailOf } from '../accounting/line-words.ts'
import type { Directory } from '../directory.ts'
import { contestUntil_ms } from '../periods/contest-window.ts'
import { localDate } from '../time.ts'
import type { MemberStatement } from './statement.ts'
import type { Payer, Use } from './use.ts'

export type SheetLine = { label: string; detail: string; sessions: number; cents: number; issuer: string }
export type StatementSheet = {
  /** `2026-10/awa` */
  id: string
  period: string
  site: string
  name: string
  /** days `yyyy-mm-dd`; null: as it stands today, nothing is fixed yet */
  closed: { date: string; contest_until: string } | null
  /** on that day it was so, while the month is open */
  as_of: string
  /** who pays instead, where it is not the member */
  payers: string[]
  lines: SheetLine[]
  /** net of VAT, as the statement has it */
  total_cents: number
  running_ms: number
  sessions: number
  /** how many of them are in these lines; the others were worked for an order, or nobody pays for them here */
  charged_sessions: number
  days: { date: string; running_ms: number }[]
}
export type MonthOfMember = {
  directory: Directory
  period: string
  statement: MemberStatement
  uses: readonly Use[]
  closed_at_ms: number | null
  contest_days: number
  now_ms: number
  /** of members and organisations, by id */
  nameOf(payer: Payer): string
}

export function statementSheet(month: MonthOfMember): StatementSheet {
  const { directory, period, statement, closed_at_ms, contest_days, now_ms, nameOf } = month
  const { id, lines, total_cents, running_ms, sessions } = statement
  const zone = directory.site?.timezone ?? 'UTC'
  const dayOf = (at_ms: number): string => localDate(at_ms, zone)
  const others = lines.map(({ payer }) => payer).filter(payer => !(payer.kind === 'member' && payer.id === id))
  return {
    ...{ id: `${period}/${id}`, period, site: directory.site?.name ?? '', name: nameOf({ kind: 'member', id }) },
    closed:
      closed_at_ms === null
        ? null
        : { date: dayOf(closed_at_ms), contest_until: dayOf(contestUntil_ms(closed_at_ms, { contest_days, zone })) },
    as_of: dayOf(now_ms),
    payers: [...new Set(others.map(payer => (payer.kind === 'cooperative' ? 'la coopérative' : nameOf(payer))))],
    lines: lines.map(line => sheetLine(line, directory)),
    ...{ total_cents, running_ms, sessions },
    charged_sessions: new Set(lines.flatMap(line => line.sessions)).size,
    days: daysOf(month, zone),
  }
}

function sheetLine(line: MemberStatement['lines'][number], directory: Directory): SheetLine {
  const { label, cents, kind, issuer, sessions, free_ms = 0, prepaid_ms = 0 } = line
  const { via, pool, counted = null, unit = null, unit_cents = null, adjusts = null } = line
  return {
    label,
    detail: detailOf({
      ...{ kind, counted, unit, unit_cents, free_ms, prepaid_ms, adjusts, weight_total: null },
      driver: pool === undefined ? null : (directory.pools.get(pool)?.driver ?? null),
      via: via === undefined ? null : (directory.pools.get(via)?.name ?? via),
    }),
    sessions: sessions.length,
    cents,
    issuer: directory.issuers.get(issuer)?.name ?? issuer,
  }
}

/** Of this month's own time: what corrects an earlier one has no day here. */
function daysOf({ uses }: MonthOfMember, zone: string): StatementSheet['days'] {
  const days = new Map<string, number>()
  for (const { start_at_ms, running_ms, adjusts } of uses) {
    if (adjusts !== null) continue
    const date = localDate(start_at_ms, zone)
    days.set(date, (days.get(date) ?? 0) + running_ms)
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, running_ms]) => ({ date, running_ms }))
}
