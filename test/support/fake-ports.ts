/** The ports of HTTP and live in memory: a small workshop of two machines, with everything the routes can answer from. */
import { createHash } from 'node:crypto'
import { createBooks } from '#server/books/desk.ts'
import type { PeriodPreview } from '#server/contract/api.ts'
import { applyEntry } from '#server/domain/apply.ts'
import { repairId } from '#server/domain/care/facts.ts'
import { handled } from '#server/domain/care/handled.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import type { MachineView, Session } from '#server/domain/metering/types.ts'
import { defaultProfile } from '#server/domain/metering/untaught.ts'
import type { Wish } from '#server/domain/notices/types.ts'
import { stillNeeded } from '#server/domain/out-of-use.ts'
import { refusalOf } from '#server/domain/who/refusal.ts'
import { createEconomy } from '#server/economy.ts'
import type { HttpDeps } from '#server/http/deps.ts'
import type {
  AlertRow,
  AuditRow,
  ContactRow,
  Core,
  CurveReads,
  FaultRow,
  JournalRow,
  LedgerReads,
  LedgerWrites,
  Page,
  PersonRow,
  SignatureRow,
} from '#server/http/ports.ts'
import { ActRefused } from '#server/ingest/refused.ts'
import { nothingIssued } from './fake-accounts.ts'
import { fakeBank } from './fake-bank.ts'
import { fakeBookkeeping } from './fake-bookkeeping.ts'
import { fakeBooks } from './fake-books.ts'
import { fakeJobs } from './fake-jobs.ts'
import { fakeLearning } from './fake-learning.ts'
import { fakeSettings } from './fake-settings.ts'

/** Sunday 2026-11-22, 10:00 in Paris. */
export const NOW_MS = Date.UTC(2026, 10, 22, 9)
export const OPEN_SESSION = '00000000-0000-8000-8000-000000000001'
export const CLOSED_SESSION = '00000000-0000-8000-8000-000000000002'
export const OTHERS_SESSION = '00000000-0000-8000-8000-000000000003'
export const BADGE = 'ab'.repeat(32)

export type MachineRow = ReturnType<Core['machines']>[number]

export const aSession = (given: Partial<Session> & { id: string }): Session => ({
  ...{
    machine: 'juki-1',
    station: 'poste-1',
    epoch: 1,
    boot: 1,
    seq: 3,
    member: 'awa',
    category: null,
    order: 'commande-7',
  },
  ...{ start_at_ms: NOW_MS - 1_800_000, end_at_ms: null, end_reason: null, session_ms: 1_800_000 },
  ...{ running_ms: 600_000, worked_ms: 700_000, idle_ms: 1_200_000, silent_ms: 0, fault_ms: 0, energy_Wh: 90 },
  ...{ grade: 'measured', profile: 'servo@1', buffered: false, incomplete: false, no_current: false },
  ...given,
})

export const aFault = (given: Partial<FaultRow> & { id: number }): FaultRow => ({
  ...{
    machine: 'juki-1',
    station: 'poste-1',
    code: 'thread',
    detail: null,
    from_at_ms: NOW_MS - 60_000,
    to_at_ms: null,
  },
  ...{ session: OPEN_SESSION, acknowledged_at_ms: null, acknowledged_by: null },
  ...{ resolved_at_ms: null, resolved_by: null, resolution: null },
  ...{ n: given.id, assigned_to: null, cause: null, parts_cents: 0, labour_cents: 0 },
  ...given,
})

export function aDirectory(): Directory {
  const directory = emptyDirectory()
  directory.site = {
    ...{ site: 'gouttes-d-or', name: "Les Gouttes d'Or", timezone: 'Europe/Paris', currency: 'EUR' },
    ...{ billing: 'share', opening: null, link_loss_s: 28_800 },
  }
  directory.profiles.set('servo', { ...defaultProfile(), id: 'servo', version: 1 })
  for (const id of ['juki-1', 'presse']) {
    directory.machines.set(id, {
      ...{ id, name: id.toUpperCase(), kind: 'lockstitch', profile: 'servo', qualification: 'lockstitch' },
      ...{ sensor: 'current', takeover: 'when-idle', sample_ms: 1_000, place: null },
    })
  }
  for (const id of ['awa', 'bilal']) {
    directory.members.set(id, {
      ...{ id, category: 'cooperateur', organisation: null, joined: '2025-09-01', left: null, suspended: false },
      ...{ activity_started: null, charter_signed: '2025-09-01', qualifications: ['lockstitch'], language: 'fr' },
    })
  }
  directory.badges.set(BADGE, {
    badge: BADGE,
    member: 'awa',
    blocked: false,
    valid_from_ms: null,
    valid_until_ms: null,
  })
  directory.stations.set('poste-1', { id: 'poste-1', machine: 'juki-1', epoch: 1 })
  directory.organisations.set('atelier-sud', {
    id: 'atelier-sud',
    name: 'Atelier Sud',
    legal_form: 'EURL',
    vat: 'standard',
  })
  directory.tariffs.set('base', {
    ...{ id: 'base', issuer: 'fabrique', valid_from: '2026-01-01', category: null, machines: null },
    ...{ price: 'running', cents_per_hour: 240 },
  })
  directory.issuers.set('fabrique', {
    ...{ id: 'fabrique', name: 'La Fabrique', legal_form: 'SCIC', siren: null, vat: 'standard', billing: null },
  })
  directory.packs.set('dix-heures', {
    ...{ id: 'dix-heures', issuer: 'fabrique', name: '10 h', time_ms: 36_000_000, price_cents: 9_000 },
    ...{ valid_months: 12, kinds: null, machines: null },
  })
  directory.consumables.set('vinyle', {
    ...{ id: 'vinyle', issuer: 'fabrique', name: 'Vinyle', unit: 'm²', cents_per_unit: 850 },
  })
  directory.pools.set('rent', {
    ...{ id: 'rent', issuer: 'fabrique', name: 'Loyer', amount_cents: 120_000, per: 'month', driver: 'running_ms' },
    ...{ machines: null, subsidy_cents: 0, normal_capacity_ms: null, weights: null },
  })
  return directory
}

/** Offset as cursor: enough to page through an array. Copies, as a database gives them. */
function pageOf<T>(rows: T[], { limit, cursor }: { limit: number; cursor: string | null }): Page<T> {
  const start = Number(cursor ?? 0)
  return {
    items: structuredClone(rows.slice(start, start + limit)),
    next: start + limit < rows.length ? String(start + limit) : null,
  }
}

const runningView = (): MachineView => ({
  ...{ state: 'running', since_at_ms: NOW_MS - 120_000, current_mA: 1_030, power_W: 231.5, relay: true },
})

const NO_CONTACT = {
  ...{ street: null, postal_code: null, city: null, country: null, phone: null },
  ...{ iban: null, mandate: null, mandate_signed: null },
}

/** `clock.now_ms` is a value the test moves. */
export function fakePorts() {
  const clock = { at_ms: NOW_MS, now_ms: () => clock.at_ms }
  const directory = aDirectory()
  const sessions = [
    aSession({ id: OPEN_SESSION }),
    aSession({
      id: CLOSED_SESSION,
      start_at_ms: NOW_MS - 7_200_000,
      end_at_ms: NOW_MS - 3_600_000,
      end_reason: 'badge-out',
    }),
    aSession({
      ...{ id: OTHERS_SESSION, member: 'bilal', machine: 'presse', start_at_ms: NOW_MS - 9_000_000 },
      ...{ end_at_ms: NOW_MS - 8_000_000, end_reason: 'idle', no_current: true, running_ms: 0 },
    }),
  ]
  const faults = [aFault({ id: 1 })]
  const alerts: AlertRow[] = [{ id: 1, at_ms: NOW_MS - 5_000, code: 'gap', machine: 'juki-1', detail: 'seq 4 to 6' }]
  const audit: AuditRow[] = []
  const acts: unknown[] = []
  const machines: MachineRow[] = [
    {
      machine: 'juki-1',
      station: 'poste-1',
      view: runningView(),
      session: sessions[0] ?? null,
      heard_at_ms: NOW_MS - 500,
    },
  ]
  const journal: JournalRow[] = [1, 2, 3].map(n => ({
    ...{
      n,
      received_at_ms: NOW_MS - 1_800_000 + n,
      kind: 'up',
      type: 'sample',
      disposition: 'folded',
      station: 'poste-1',
    },
    ...{ epoch: 1, boot: 1, seq: n + 2, payload: '{"relay":true}', salt: '00', payload_hash: 'aa', chain: 'bb' },
  }))
  const head = { n: 3, chain: 'bb' }

  const known = (row: FaultRow): FaultRow => handled(row, directory.repairs.get(repairId(row)))
  const contacts: ContactRow[] = []
  const signatures = new Map<string, SignatureRow>()
  const pictures = new Map<string, Uint8Array>()
  const persons = new Map<string, PersonRow>([
    ['awa', { member: 'awa', name: 'Awa Diallo', email: 'awa@example.org' }],
    ['bilal', { member: 'bilal', name: 'Bilal Haddad', email: null }],
  ])
  const reads: LedgerReads = {
    sessions: async query =>
      pageOf(
        sessions.filter(
          row =>
            (query.member === undefined || row.member === query.member) &&
            (query.machine === undefined || row.machine === query.machine) &&
            (query.open === undefined || (row.end_at_ms === null) === query.open) &&
            row.start_at_ms >= (query.from_ms ?? 0) &&
            row.start_at_ms < (query.to_ms ?? Number.POSITIVE_INFINITY),
        ),
        query,
      ),
    session: async id => sessions.find(row => row.id === id) ?? null,
    sessionsStarting: async ({ from_ms, to_ms }) =>
      sessions.filter(row => row.start_at_ms >= from_ms && row.start_at_ms < to_ms),
    evidence: async (id, limit, cursor) =>
      sessions.some(row => row.id === id) ? { head, page: pageOf(journal, { limit, cursor }) } : null,
    stateChanges: async machine =>
      machine === 'juki-1'
        ? [
            { at_ms: NOW_MS - 3_600_000, state: 'idle', session: null },
            { at_ms: NOW_MS - 120_000, state: 'running', session: OPEN_SESSION },
          ]
        : [],
    faults: async query =>
      pageOf(
        faults
          .map(known)
          .filter(
            row =>
              (query.machine === undefined || row.machine === query.machine) &&
              (query.open === undefined || (row.to_at_ms === null) === query.open),
          ),
        query,
      ),
    fault: async id => faults.map(known).find(row => row.id === id) ?? null,
    alerts: async query => pageOf([...alerts].reverse(), query),
    audit: async query => pageOf([...audit].reverse(), query),
    unattributed: async () => [
      {
        id: 7,
        machine: 'presse',
        from_at_ms: NOW_MS - 50_000,
        to_at_ms: NOW_MS - 40_000,
        running_ms: 9_000,
        energy_Wh: 1,
      },
    ],
    orderTime: async () => [
      ...[
        {
          order: 'blouses',
          machine: 'juki-1',
          sessions: 2,
          running_ms: 60_000,
          session_ms: 90_000,
          first_at_ms: NOW_MS,
        },
      ],
    ],
    heldMachines: async range => [{ machine: 'piqueuse-1', first_at_ms: range.from_ms, held: [range] }],
    utilisation: async () => [
      { key: 'juki-1', running_ms: 600_000, worked_ms: 700_000, session_ms: 1_800_000, energy_Wh: 90, sessions: 1 },
    ],
    persons: async () => [...persons.values()],
    signature: async member => signatures.get(member) ?? null,
    planPicture: async hash => pictures.get(hash) ?? null,
    aboutMember: async ({ member }) => ({
      person: [...persons.values()].filter(one => one.member === member),
      session: sessions.filter(one => one.member === member),
    }),
    contacts: async () => contacts,
    refusals: async () => [
      { n: 9, at_ms: NOW_MS - 90_000, station: 'poste-1', machine: 'juki-1', reason: 'outside-hours' },
    ],
    unknownCards: async () => [{ badge: 'cd'.repeat(32), station: 'poste-1', at_ms: NOW_MS - 5_000 }],
    head: async () => head,
    counts: async () => ({ messages: 3, quarantined: 0, late: 0, gaps: 0, sessions: 3 }),
  }

  const writes: LedgerWrites = {
    async putPersons(rows) {
      for (const row of rows) persons.set(row.member, row)
    },
    async putContacts(rows) {
      for (const row of rows) {
        const known = contacts.find(one => one.kind === row.kind && one.id === row.id)
        if (known === undefined) contacts.push({ ...NO_CONTACT, ...row })
        else Object.assign(known, row)
      }
    },
    async putPlanPicture(body) {
      const hash = createHash('sha256').update(body).digest('hex')
      pictures.set(hash, body)
      return hash
    },
    async dropPlanPicture(hash) {
      pictures.delete(hash)
    },
    async putSignature(row) {
      signatures.set(row.member, row)
    },
    async appendAudit(row) {
      audit.push({ id: audit.length + 1, ...row })
    },
    addStationToken: async (station, machine) => {
      const epoch = (directory.stations.get(station)?.epoch ?? 0) + 1
      directory.stations.set(station, { id: station, machine, epoch })
      return { principal: `gouttes-d-or.${station}`, token: 'station-token', badge_key: '11'.repeat(32), epoch }
    },
  }

  const core: Core = {
    directory: () => directory,
    async act(act) {
      acts.push(act)
      if ('entry' in act) {
        const { entry } = act
        const { unneeded: machine } = act
        const held = machines.some(one => one.machine === machine && one.session !== null)
        const refusal =
          refusalOf(directory, entry) ??
          (machine === undefined ? null : stillNeeded(directory, { machine, held, now_ms: clock.at_ms }))
        if (refusal !== null) throw new ActRefused(refusal)
        Object.assign(directory, applyEntry(directory, entry).directory)
        if (entry.type === 'member-erased') persons.delete(entry.member)
        return
      }
      if (act.action.type !== 'end-session') return
      const open = sessions.find(row => row.station === act.station && row.end_at_ms === null)
      if (open) Object.assign(open, { end_at_ms: clock.at_ms, end_reason: act.action.reason })
    },
    machines: () => machines,
    online: station => station === 'poste-1',
  }

  const curves: CurveReads = {
    curve: async (_machine, { from_ms }) => [{ at_ms: from_ms, current_mA: 900, current_mA_max: 1_030, power_W: null }],
  }

  const planMembers: HttpDeps['planMembers'] = async bytes => ({
    ...{ encoding: 'utf-8', ignored: [], members: [], badges: [], persons: [], contacts: [] },
    rows: [{ line: 2, member: 'm-0001', name: 'Nina', change: 'added' }],
    problems: bytes.includes('faux') ? [{ line: 3, column: 'courriel', code: 'email', value: 'faux' }] : [],
  })

  const preview = async (period: string): Promise<PeriodPreview> => ({
    period,
    pools: [{ id: 'rent', amount_cents: 120_000, shared_cents: 120_000 }],
    cooperative_cents: 20_000,
    members: [
      {
        ...{ id: 'awa', total_cents: 100_000, running_ms: 600_000, sessions: 2 },
        lines: [{ label: 'Loyer', cents: 100_000, sessions: [OPEN_SESSION, CLOSED_SESSION] }],
      },
    ],
  })

  const runs = [
    {
      n: 7,
      machine: 'presse',
      from_at_ms: NOW_MS - 50_000,
      to_at_ms: NOW_MS - 40_000,
      running_ms: 90_000,
      energy_Wh: 1,
    },
  ]
  const ledger = fakeBooks(sessions, runs, 'bb')
  const openSessions = () => sessions.filter(row => row.end_at_ms === null)
  const books = createBooks({
    ...{ ledger, directory: () => directory, directory_n: () => 0, openSessions, now_ms: clock.now_ms },
  })

  const wishes = new Map<string, Wish>()
  const notices: HttpDeps['notices'] = {
    relay: false,
    wishes: async () => wishes,
    putWish: async (account, wish) => void wishes.set(account, wish),
  }

  return {
    clock,
    notices,
    directory,
    sessions,
    books,
    ...fakeJobs(clock.now_ms),
    bank: fakeBank(() => directory, clock.now_ms),
    bookkeeping: fakeBookkeeping(() => directory, clock.now_ms),
    settings: fakeSettings(
      () => directory,
      clock.now_ms,
      entry => core.act({ entry }),
    ),
    accounts: nothingIssued,
    learning: fakeLearning({ ledger, persons: reads.persons, sessions, directory, curves, now_ms: clock.now_ms }),
    economy: createEconomy(ledger, () => directory),
    booked: ledger.booked,
    faults,
    alerts,
    audit,
    acts,
    machines,
    reads,
    writes,
    core,
    curves,
    preview,
    planMembers,
  }
}
