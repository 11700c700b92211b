/** Months of the mock workshop: November runs, October can be closed, September is; with one item of each kind to settle. */
import type { DeclaredView, PeriodView, Proof, SettleItem, SettleKind, StatementView } from '#server/contract/books.ts'
import type { MonthChanges } from '#server/contract/jobs.ts'
import { MEMBERS, preview, type World } from './mock-workshop.ts'

const iso = (at_ms: number): string => new Date(at_ms).toISOString()
const HOUR_MS = 3_600_000

export const POOLS = [
  {
    ...{ id: 'formation', issuer: 'fabrique', name: 'Formation', amount_cents: 20_000, per: 'month', driver: 'equal' },
    ...{ machines: null, subsidy_cents: 0, normal_capacity_ms: null },
  },
]
export const DECLARED: DeclaredView[] = [
  {
    ...{ id: '11111111-1111-8111-8111-111111111111', machine: 'juki-2', member: 'awa', order: null },
    ...{ start: '2026-11-12T08:00:00Z', end: '2026-11-12T10:00:00Z', running_ms: 5_400_000, period: '2026-11' },
    ...{ by: 'malik', reason: 'boîtier débranché' },
  },
]

const CLOSED = { at: '2026-11-10T09:00:00Z', by: 'helene', n: 4_812, contest_until: '2026-11-25T09:00:00Z' }
const hex = (n: number): string => n.toString(16).repeat(64).slice(0, 64)

const item = (n: number, kind: SettleKind, given: Partial<SettleItem>): SettleItem => ({
  ...{ kind, kinds: [kind], id: `run-${n}`, machine: 'juki-1', member: null, end_reason: null },
  ...{ from: iso(Date.UTC(2026, 9, 5 + n, 8)), to: iso(Date.UTC(2026, 9, 5 + n, 9, 20)) },
  ...{ session_ms: 4_800_000, running_ms: 600_000, fault_ms: 0, tail_ms: 0, silent_ms: 0, at_stake_ms: 600_000 },
  ...{ small: false, blocks: true, late: false, overlaps: [], contest: null, decided: null, proposal: null },
  ...given,
})
const session = (n: number): string => `${n}`.repeat(8).concat('-0000-8000-8000-000000000000')

const QUEUE: SettleItem[] = [
  item(1, 'unattributed', { proposal: { kind: 'assign', member: 'noor' } }),
  item(2, 'unattributed', { machine: 'presse', proposal: { kind: 'waive' } }),
  item(3, 'no-current', {
    ...{ id: session(3), member: 'camille', machine: 'scie', running_ms: 0, proposal: { kind: 'waive' } },
  }),
  item(4, 'forgotten', {
    ...{ id: session(4), kinds: ['fault', 'forgotten'], kind: 'fault', member: 'ines', end_reason: 'idle' },
    ...{ tail_ms: 900_000, fault_ms: 240_000, proposal: { kind: 'keep' } },
  }),
  item(5, 'open-session', {
    ...{ id: session(5), member: 'thanh', machine: 'brodeuse', to: null, at_stake_ms: null },
    proposal: { kind: 'as-counted', at: iso(Date.UTC(2026, 9, 10, 11)) },
  }),
  item(6, 'contested', {
    ...{ id: session(6), member: 'awa', machine: 'juki-2', late: true, at_stake_ms: null },
    contest: {
      n: 77,
      at: iso(Date.UTC(2026, 9, 20)),
      member: 'awa',
      reason: 'J’ai oublié de badger la fin.',
      answer: null,
    },
  }),
]

/** Seen a moment ago: nothing has changed since. */
const UNCHANGED: MonthChanges = {
  ...{ since: '2026-11-20T14:00:00.000Z', members: [], pools: [] },
  ...{ cooperative: { was_cents: 0, is_cents: 0 }, to_settle: { was: 0, is: 0 } },
}

export function mockBooks(world: World, now_ms: number) {
  const settled = (period: string) => (period === '2026-10' ? QUEUE : [])
  function view(period: string): PeriodView {
    const sheet = preview(period, world.sessions)
    const status = period >= '2026-11' ? 'running' : period === '2026-10' ? 'over' : 'closed'
    const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)
    return {
      ...{ period, status, closed: status === 'closed' ? CLOSED : null },
      pools_cents: sum(sheet.pools.map(pool => pool.amount_cents)),
      members_cents: sum(sheet.members.map(member => member.total_cents)),
      cooperative_cents: sheet.cooperative_cents,
      ...{ shares_cents: sum(sheet.members.map(member => member.total_cents)), priced_cents: 0 },
      ...{ members: sheet.members.length, running_ms: sum(sheet.members.map(member => member.running_ms)) },
      ...{ to_settle: settled(period).length, small: 3, decided: 4, late: period === '2026-10' ? 1 : 0 },
      statement_hash: hex(10),
      refusal:
        status === 'running'
          ? { kind: 'not-over', until: '2026-11-30T23:00:00Z' }
          : status === 'over' && settled(period).length > 0
            ? { kind: 'unsettled', items: settled(period).length }
            : null,
    }
  }
  function statement(period: string, member: string): StatementView {
    const sheet = preview(period, world.sessions)
    const own = sheet.members.find(one => one.id === member)
    const [first, second] = world.sessions.filter(one => one.member === member && one.start.startsWith(period))
    const use = (id: string, waived: boolean, doubts: string[]) => ({
      ...{ id, machine: 'juki-1', start: first?.start ?? iso(now_ms), session_ms: 900_000, running_ms: 600_000 },
      ...{ waived, pool: null, grade: 'measured', doubts, adjusts: null },
    })
    if (own === undefined) throw new Error(`no member ${member}`)
    const uses = [use(first?.id ?? 'a', false, ['forgotten']), use(first?.id ?? 'a', true, ['forgotten'])]
    const waits = { n: 5, at: iso(now_ms - HOUR_MS), member, reason: 'Ce n’était pas moi.', answer: null }
    return {
      ...{ id: `${period}/${member}`, period, closed: period < '2026-11' ? CLOSED : null, statement: own },
      uses: [...uses, use(second?.id ?? 'b', false, ['gap'])],
      contests: period < '2026-11' ? [{ ...waits, id: second?.id ?? 'b' }] : [],
    }
  }
  function proof(period: string, member: string): Proof {
    const { statement: own } = statement(period, member)
    const sessions = world.sessions.filter(one => one.member === member).slice(0, 4)
    return {
      ...{ id: `${period}/${member}`, period, member, total_cents: own.total_cents, statement_hash: hex(10) },
      closing: { n: 4_812, chain: hex(11), payload_hash: hex(12), received: CLOSED.at, by: CLOSED.by },
      head: { n: 9_120, chain: hex(13) },
      lines: own.lines.map(({ label, cents }) => ({ label, cents, sessions: sessions.map(one => one.id) })),
      things: sessions.map(({ id, machine, start, running_ms }, i) => ({
        ...{ machine, start, running_ms },
        ...{ id, kind: 'session' as const, first_n: 1_200 + 90 * i, last_n: 1_260 + 90 * i, chain: hex(14) },
        ...{ entries: 58, frames: i === 0 ? 58 : 0, decisions: [] },
      })),
    }
  }
  function route(path: string, query: URLSearchParams): unknown {
    const [, period, action, member, more] = path.split('/')
    if (period === undefined) return { items: ['2026-11', '2026-10', '2026-09'].map(view), next: null }
    if (action === undefined) return view(period)
    if (action === 'settle')
      return query.has('limit') ? { items: settled(period), next: null } : { settled: [], to_settle: 0 }
    if (action === 'changes' || action === 'seen') return UNCHANGED
    if (action === 'statements') return (more === 'proof' ? proof : statement)(period, member ?? MEMBERS[0].id)
    return preview(period, world.sessions)
  }
  return { route }
}
