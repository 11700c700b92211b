/** A month as it stands: its uses, its queue, its statement, and whether it may close. */
import { type CloseRefusal, type Computed, computeMonth, refusalToClose } from '#server/domain/periods/close.ts'
import type { Decision } from '#server/domain/periods/entries.ts'
import { measuresOf } from '#server/domain/periods/measures.ts'
import type { Closing, Month, MonthBasis } from '#server/domain/periods/month.ts'
import { hashOf } from '#server/domain/periods/pack.ts'
import { isGone } from '#server/domain/periods/proposals.ts'
import type { SettleItem } from '#server/domain/periods/queue.ts'
import { periodOf, periodRange } from '#server/domain/time.ts'
import { keptMonths } from './kept.ts'
import { type BooksParts, zoneOf } from './ports.ts'

/** What is shown of an open month: without its sessions, which are many. */
export type OpenMonth = Pick<Computed, 'queue' | 'statement'> & {
  period: string
  zone: string
  /** things that arrived after their own month was closed */
  late: number
  statement_hash: string
}

/** `directory_n`: the rules it was computed by may be older than the head it was read at. */
export type MonthNow = Computed & { month: Month; directory_n: number; statement_hash: string }

export async function monthNow(parts: BooksParts, period: string): Promise<MonthNow> {
  const now = await monthAtHead(parts, period)
  return { ...now, queue: now.queue.map(item => withOpenProposal(parts, item)) }
}

async function monthAtHead(parts: BooksParts, period: string): Promise<MonthNow> {
  const directory = parts.directory()
  const directory_n = parts.directory_n()
  const zone = zoneOf(directory)
  const month = await parts.ledger.monthInputs({ period, zone, ...periodRange(period, zone), head_n: null })
  const computed = computeMonth(month, directory)
  return { ...computed, month, directory_n, statement_hash: hashOf(computed.statement) }
}

/** The same for whoever only looks: computed again only when something it rests on has come. */
export function openMonths(parts: BooksParts): (period: string) => Promise<OpenMonth> {
  const kept = keptMonths<OpenMonth>(
    basis => parts.ledger.monthMoved(basis),
    async period => {
      const { month, queue, statement, statement_hash, directory_n } = await monthAtHead(parts, period)
      const { zone, late, own } = month
      const basis = basisOf(month, directory_n)
      return { value: { period, zone, queue, statement, statement_hash, late: late.length }, basis, weight: own.length }
    },
  )
  // What a station that is away has counted until now is no entry: it is asked each time.
  return async period => {
    const open = await kept(period)
    return { ...open, queue: open.queue.map(item => withOpenProposal(parts, item)) }
  }
}

/** The rules it was computed by may be older than the head it was read at. */
export const basisOf = ({ period, zone, head_n, books_n }: Month, directory_n: number): MonthBasis => ({
  ...{ head_n, books_n, directory_n: Math.min(head_n, directory_n), before_ms: periodRange(period, zone).to_ms },
})

/** Contract §1: a station that never returns is settled by a person, by what was counted until its last message. */
function withOpenProposal(parts: BooksParts, item: SettleItem): SettleItem {
  if (item.kinds[0] !== 'open-session' || item.decided !== null) return item
  return { ...item, proposal: asCounted(parts, item.thing.ref) }
}

export function asCounted({ openSessions, now_ms }: BooksParts, ref: string): Decision | null {
  const session = openSessions().find(one => one.id === ref)
  if (session === undefined) return null
  const until_at_ms = session.start_at_ms + session.session_ms
  if (!isGone(until_at_ms, now_ms())) return null
  return { kind: 'as-counted', measures: measuresOf(session), until_at_ms }
}

export type CloseContext = { closings: Closing[]; first_period: string | null; trial_until: string | null }

export async function closeContext({ ledger, directory }: BooksParts): Promise<CloseContext> {
  const [closings, first_at_ms] = await Promise.all([ledger.closings(), ledger.firstUseAt()])
  const { site } = directory()
  return {
    closings,
    first_period: first_at_ms === null ? null : periodOf(first_at_ms, zoneOf(directory())),
    trial_until: site?.trial_until ?? null,
  }
}

export const refusalNow = (now: MonthNow, now_ms: number, context: CloseContext): CloseRefusal | null =>
  refusalToClose(now.month, now.queue, { now_ms, ...context })
