/** What HTTP answers under /api/v1, contract §4. One schema a shape; routes and dashboard share them. */
import * as z from 'zod'
import { Opening } from './atelier.ts'
import { Cause } from './care.ts'
import { DoubtView, InternalCharge, LINE_MORE, PayerView, POOL_MORE } from './money.ts'

export const Role = z.enum(['manager', 'animateur', 'treasurer', 'member', 'kiosk', 'organisation'])
export type Role = z.infer<typeof Role>

/** RFC 3339 in UTC. */
const At = z.string()
const id = z.string()
const natural = z.int().min(0)

/** What fills the blanks of a refusal's sentence. */
const Params = z.record(z.string(), z.union([z.string(), z.number()]))
/** `detail` is English; `code` and `params` say the same to whoever words it in the reader's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  params: Params,
  errors: z
    .array(z.object({ path: z.string(), message: z.string(), code: z.string().optional(), params: Params.optional() }))
    .optional(),
})
export type Problem = z.infer<typeof Problem>

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const Me = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  member: z.string().nullable(),
  /** the organisation this account belongs to, of the role `organisation` alone */
  organisation: z.string().nullable(),
  language: z.enum(['fr', 'en']),
  /** `opening`: the hours of every week; absent: always open */
  atelier: z.object({
    ...{ site: z.string(), name: z.string(), timezone: z.string() },
    opening: z.array(Opening).optional(),
  }),
})
export type Me = z.infer<typeof Me>

/** Who may sign in. `password` is told once, to whoever made the account: its owner changes it. */
export const UserView = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  member: z.string().nullable(),
  organisation: z.string().nullable(),
})
export type UserView = z.infer<typeof UserView>
export const NewUserView = z.object({ user: UserView, password: z.string() })
/** `invited_until`: a link to choose a password by is on its way. */
export const AccountView = UserView.extend({ blocked: z.boolean(), invited_until: z.string().nullable() })
export type AccountView = z.infer<typeof AccountView>
/** `token` is told once; it belongs behind `/welcome#`, which no server ever sees. */
export const InvitationView = z.object({ user: UserView, token: z.string(), expires: z.string() })
export type InvitationView = z.infer<typeof InvitationView>

export const MachineState = z.enum(['off', 'idle', 'running', 'fault', 'silent'])
export type MachineState = z.infer<typeof MachineState>
export const Grade = z.enum(['measured', 'estimated', 'elapsed', 'declared'])

/** `member` and `member_name` are absent where the reader's role may not see them. */
export const SessionSummary = z.object({
  id,
  machine: z.string(),
  member: z.string().optional(),
  member_name: z.string().optional(),
  order: z.string().nullable(),
  start: At,
  end: At.nullable(),
  end_reason: z.string().nullable(),
  session_ms: natural,
  running_ms: natural,
  worked_ms: natural,
  idle_ms: natural,
  silent_ms: natural,
  fault_ms: natural,
  energy_Wh: natural,
  grade: Grade,
  /** version of the profile that metered it, `id@version` */
  profile: z.string().nullable(),
  buffered: z.boolean(),
  incomplete: z.boolean(),
  no_current: z.boolean(),
})
export type SessionSummary = z.infer<typeof SessionSummary>

export const FaultView = z.object({
  id: z.int(),
  machine: z.string(),
  code: z.string(),
  detail: z.string().nullable(),
  from: At,
  to: At.nullable(),
  acknowledged: At.nullable(),
  acknowledged_by: z.string().nullable(),
  resolved: At.nullable(),
  resolution: z.string().nullable(),
  cause: Cause.nullable().optional(),
  /** null as well where the reader may not see people */
  assigned_to: z.string().nullable().optional(),
  assigned_name: z.string().nullable().optional(),
  /** absent where the reader's role may not see them */
  parts_cents: z.int().optional(),
  labour_cents: z.int().optional(),
})
export type FaultView = z.infer<typeof FaultView>

export const LockView = z.object({ by: z.string(), why: z.string(), since: At })
export type LockView = z.infer<typeof LockView>

export const MachineView = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  qualification: z.string().nullable(),
  sensor: z.string(),
  profile: z.string(),
  state: MachineState,
  since: At.nullable(),
  current_mA: z.int().nullable(),
  power_W: z.number().nullable(),
  /**
   * when the last message arrived, by its own date where that was before the server was started; null: it has not said a word.
   * The watchdog on receipt time shows `silent` from it
   */
  heard: At.nullable(),
  /** running time since local midnight */
  today_running_ms: natural,
  session: SessionSummary.nullable(),
  faults: z.array(FaultView),
  lock: LockView.nullable(),
  place: z.object({ x: z.number(), y: z.number() }).nullable(),
  /** who is listed may start it while its station cannot ask, so many hours after it last could; null: a week */
  offline: z.object({ start: z.boolean(), hours: z.number().nullable() }),
  /** the day it went out of use; absent: it is in use */
  retired: z.iso.date().optional(),
})
export type MachineView = z.infer<typeof MachineView>

/** Min/mean/max per bucket; `bucket_ms` 0 means single samples. power_W null where unmeasured. */
export const PowerCurve = z.object({
  machine: z.string(),
  from: At,
  to: At,
  bucket_ms: natural,
  points: z.array(
    z.object({
      at: At,
      current_mA: z.number().nullable(),
      current_mA_max: z.number().nullable(),
      power_W: z.number().nullable(),
    }),
  ),
})
export type PowerCurve = z.infer<typeof PowerCurve>

export const Timeline = z.object({
  machine: z.string(),
  from: At,
  to: At,
  intervals: z.array(z.object({ from: At, to: At, state: MachineState, session: z.string().nullable() })),
})
export type Timeline = z.infer<typeof Timeline>

export const StationView = z.object({
  id,
  machine: z.string(),
  epoch: z.int(),
  online: z.boolean(),
  heard: At.nullable(),
})
export const StationToken = z.object({
  site: z.string(),
  station: z.string(),
  principal: z.string(),
  token: z.string(),
  badge_key: z.string(),
  /** where the broker listens: `host:port` */
  mqtt: z.string(),
})
export type StationToken = z.infer<typeof StationToken>

export const MemberView = z.object({
  id,
  name: z.string(),
  email: z.string().nullable().optional(),
  category: z.string().nullable(),
  organisation: z.string().nullable(),
  joined: z.string().nullable(),
  charter_signed: z.string().nullable(),
  suspended: z.boolean(),
  qualifications: z.array(z.string()),
})
export const OrganisationView = z.object({
  id,
  name: z.string(),
  legal_form: z.string().nullable(),
  vat: z.string().nullable(),
})
export const BadgeView = z.object({ id: z.string(), member: z.string(), blocked: z.boolean() })
export const QualificationView = z.object({
  id: z.string(),
  machines: z.array(z.string()),
  members: z.array(z.string()),
})

export const EvidenceEntry = z.object({
  n: z.int(),
  received: At,
  kind: z.string(),
  type: z.string(),
  boot: z.int().nullable(),
  seq: z.int().nullable(),
  disposition: z.string(),
  /** null once it has expired; then `salt` is empty too, and the hashes stay */
  payload: z.unknown(),
  /** hex; `payload_hash` = SHA-256(salt ‖ payload as canonical JSON: keys sorted, no white space) */
  salt: z.string(),
  payload_hash: z.string(),
  chain: z.string(),
})
export const Evidence = z.object({
  session: SessionSummary,
  grade: Grade,
  journal_head: z.object({ n: z.int(), chain: z.string() }),
  entries: z.array(EvidenceEntry),
  next: z.string().nullable(),
})
export type Evidence = z.infer<typeof Evidence>

export const Utilisation = z.object({
  from: At,
  to: At,
  by: z.enum(['machine', 'hour', 'weekday-hour', 'member-category', 'month']),
  rows: z.array(
    z.object({
      key: z.string(),
      /** the machine's or category's name; of hours, and of what is gone, the key */
      name: z.string(),
      running_ms: natural,
      worked_ms: natural,
      session_ms: natural,
      energy_Wh: natural,
      sessions: natural,
    }),
  ),
})
export type Utilisation = z.infer<typeof Utilisation>

/**
 * What machines' time is held against: the atelier's opening hours, daytime (8 to 20 h, every day that is not closed), or the hours in
 * which somebody held a machine, whichever.
 */
export const Against = z.enum(['opening', 'daytime', 'held'])
export type Against = z.infer<typeof Against>

/** How much of those hours each machine could be used, and what kept it from it. */
export const Availabilities = z.object({
  from: At,
  /** never later than now */
  to: At,
  against: Against,
  /** the atelier has no opening hours: held against them, any machine looks idle */
  always_open: z.boolean(),
  machines: z.array(
    z.object({
      machine: z.string(),
      name: z.string(),
      open_ms: natural,
      /** of those hours, with somebody at it */
      held_ms: natural,
      /** with any fault at all; two at once count once */
      down_ms: natural,
      /** with one decimal; null where it was never open */
      available_percent: z.number().min(0).max(100).nullable(),
      /** the longest first; two at once count each for itself */
      causes: z.array(z.object({ code: z.string(), faults: natural, down_ms: natural })),
    }),
  ),
})
export type Availabilities = z.infer<typeof Availabilities>

/** Signed cents: the cooperative's own line of a pool may be anything from 0 to the pool. */
export const StatementLine = z.object({
  label: z.string(),
  cents: z.int(),
  sessions: z.array(z.string()),
  /** the pool this line is a share of; absent on a tariff's line */
  pool: z.string().optional(),
  ...LINE_MORE,
})
export const MemberStatement = z.object({
  id,
  /** absent where the reader's role may not see it */
  name: z.string().optional(),
  total_cents: z.int(),
  running_ms: natural,
  sessions: natural,
  lines: z.array(StatementLine),
  /** where doubt favoured the member */
  doubts: z.array(DoubtView).optional(),
})
export type MemberStatement = z.infer<typeof MemberStatement>
export const AccountStatement = z.object({
  id,
  payer: z.object({ kind: z.string(), id: z.string() }),
  total_cents: z.int(),
  running_ms: natural,
  sessions: natural,
  lines: z.array(StatementLine),
})
export const PeriodPreview = z.object({
  period: z.string(),
  pools: z.array(
    z.object({
      id,
      name: z.string().optional(),
      driver: z.string().optional(),
      amount_cents: z.int(),
      shared_cents: z.int(),
      /** the cooperative's own line of this pool */
      cooperative_cents: z.int().optional(),
      ...POOL_MORE,
    }),
  ),
  cooperative_cents: z.int(),
  members: z.array(MemberStatement),
  trial: z.boolean().optional(),
  /** orders, and organisations charged as such */
  orders: z.array(AccountStatement).optional(),
  organisations: z.array(AccountStatement).optional(),
  payers: z.array(PayerView).optional(),
  internal: z.array(InternalCharge).optional(),
  unpriced: z.object({ uses: natural, running_ms: natural }).optional(),
  forgone_cents: z.int().optional(),
})
export type PeriodPreview = z.infer<typeof PeriodPreview>

/** `GET me/month`: one's own statement of the current month; null while nothing is in it. */
export const MyMonth = z.object({ period: z.string(), statement: MemberStatement.nullable() })
export type MyMonth = z.infer<typeof MyMonth>

export const AuditView = z.object({
  id: z.int(),
  at: At,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
})
export const AlertView = z.object({
  id: z.int(),
  at: At,
  code: z.string(),
  machine: z.string().nullable(),
  detail: z.string(),
  /** of a card that nobody held (`unknown-badge`): somebody holds it by now */
  known: z.literal(true).optional(),
})
export type AlertView = z.infer<typeof AlertView>

export const ApiTokenView = z.object({
  id,
  name: z.string(),
  role: Role,
  member: z.string().nullable(),
  organisation: z.string().nullable(),
  created_by: z.string(),
  created: At,
  expires: At.nullable(),
  last_used: At.nullable(),
})
export type ApiTokenView = z.infer<typeof ApiTokenView>
/** Told once. */
export const NewApiToken = z.object({ token: z.string(), row: ApiTokenView })

export { PoolView, TariffView } from './money.ts'
