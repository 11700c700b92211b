/** What HTTP answers about people, their rights and their time. Days are ISO, instants RFC 3339. */
import * as z from 'zod'
import { MemberView, OrganisationView } from './api.ts'
import { Delivery } from './atelier-people.ts'

const At = z.string()
const Day = z.string()

export const MembershipState = z.enum(['candidate', 'charter-signed', 'active', 'suspended', 'left'])
export type MembershipState = z.infer<typeof MembershipState>
export const MemberKind = z.enum(['person', 'institution', 'visitor'])

export const GrantView = z.object({
  qualification: z.string(),
  trainer: z.string().nullable(),
  trainer_name: z.string().nullable(),
  granted: Day.nullable(),
  expires: Day.nullable(),
  holds: z.boolean(),
})
export type GrantView = z.infer<typeof GrantView>

export const CategoryView = z.object({ id: z.string(), name: z.string() })
export type CategoryView = z.infer<typeof CategoryView>

const Hours = z.object({ days: z.array(z.int()), from: z.string(), to: z.string() })
export const MemberBadge = z.object({
  id: z.string(),
  blocked: z.boolean(),
  pass: z.enum(['trial', 'day', 'pass']).nullable(),
  valid_from: At.nullable(),
  valid_until: At.nullable(),
  hours: z.array(Hours).nullable(),
})
export type MemberBadge = z.infer<typeof MemberBadge>

/** A line of the list of members: as they are today. */
export const MemberRow = MemberView.extend({
  state: MembershipState,
  kind: MemberKind,
  minor: z.boolean(),
  /** who pays today; null: the member */
  payer: z.string().nullable(),
  payer_name: z.string().nullable(),
  category_name: z.string().nullable(),
  badges: z.int(),
})
export type MemberRow = z.infer<typeof MemberRow>

/** Which paper says that their own activity is not taxed (art. 261 B CGI), and since when; null: none does. */
const CostSharing = z.object({ from: Day, document: z.string() }).nullable()

export const Contact = z.object({
  street: z.string().nullable(),
  postal_code: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  phone: z.string().nullable(),
  iban: z.string().nullable(),
  mandate: z.string().nullable(),
  mandate_signed: Day.nullable(),
  trade_name: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  siren: z.string().nullable().optional(),
  siret: z.string().nullable().optional(),
  vat_number: z.string().nullable().optional(),
  delivery: Delivery.nullable().optional(),
})
export type Contact = z.infer<typeof Contact>

/** `contact` and `limit_cents_per_month` are absent where the reader's role may not see them. */
export const MemberDetail = MemberRow.omit({ badges: true }).extend({
  left: Day.nullable(),
  activity_started: Day.nullable(),
  language: z.enum(['fr', 'en']),
  employer: z.string().nullable(),
  employer_name: z.string().nullable(),
  states: z.array(z.object({ from: Day, state: z.enum(['candidate', 'active', 'suspended', 'left']) })),
  categories: z.array(z.object({ from: Day, category: z.string().nullable(), name: z.string().nullable() })),
  /** today, rules of the first months included; `category_name` is its name */
  category_today: z.string().nullable(),
  payers: z.array(z.object({ from: Day, organisation: z.string().nullable() })),
  grants: z.array(GrantView),
  badges: z.array(MemberBadge),
  limit_cents_per_month: z.int().nullable().optional(),
  cost_sharing: CostSharing.optional(),
  contact: Contact.nullable().optional(),
})
export type MemberDetail = z.infer<typeof MemberDetail>

/** Empty: the person can be taken out. `cents` of `params` is what it is about; `message` is English. */
export const ErasureHeldBack = z.object({
  in_the_way: z.array(
    z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      message: z.string(),
    }),
  ),
})
export type ErasureHeldBack = z.infer<typeof ErasureHeldBack>

export const OrganisationDetail = OrganisationView.extend({
  siren: z.string().nullable(),
  siret: z.string().nullable(),
  vat_number: z.string().nullable(),
  limit_cents_per_month: z.int().nullable(),
  budget_cents_per_year: z.int().nullable(),
  consumer: z.boolean(),
  purchase_order: z.string().nullable(),
  buyer_reference: z.string().nullable(),
  cost_sharing: CostSharing,
  contact: Contact.nullable(),
})
export type OrganisationDetail = z.infer<typeof OrganisationDetail>

/** `lent`: nobody's again, because the day it was lent to a visitor for is over. */
export const UnknownCard = z.object({
  id: z.string(),
  station: z.string(),
  machine: z.string().nullable(),
  at: At,
  lent: z.literal(true).optional(),
})
export type UnknownCard = z.infer<typeof UnknownCard>

/** `expires`: the first day it holds no more. */
export const ExpiringView = z.object({ member: z.string(), name: z.string(), qualification: z.string(), expires: Day })
export type ExpiringView = z.infer<typeof ExpiringView>

export const DayPass = z.object({ member: z.string(), name: z.string(), badge: z.string(), valid_until: At })
export type DayPass = z.infer<typeof DayPass>

export const ReservationState = z.enum(['ahead', 'kept', 'taken-up', 'no-show', 'past'])
/** `member` and `member_name` are absent where the reader may not see who booked; `mine` says it is the reader. */
export const ReservationView = z.object({
  id: z.string(),
  machine: z.string(),
  from: At,
  until: At,
  mine: z.boolean(),
  state: ReservationState,
  member: z.string().optional(),
  member_name: z.string().optional(),
})
export type ReservationView = z.infer<typeof ReservationView>

export const EventView = z.object({
  id: z.string(),
  kind: z.enum(['training', 'group']),
  name: z.string(),
  machines: z.array(z.string()),
  from: At,
  until: At,
  leader: z.string().optional(),
  members: z.array(z.string()).optional(),
  guests: z.int(),
  minors: z.boolean(),
  qualification: z.string().nullable(),
  organisation: z.string().nullable().optional(),
  pool: z.string().nullable().optional(),
  funder: z.string().nullable().optional(),
  subsidy_cents: z.int().optional(),
})
export type EventView = z.infer<typeof EventView>

export const ClosureView = z.object({
  id: z.string(),
  kind: z.enum(['closed', 'open']),
  from: At,
  until: At,
  why: z.string(),
})
export type ClosureView = z.infer<typeof ClosureView>

export const CareTaskView = z.object({
  machine: z.string(),
  task: z.string(),
  name: z.string(),
  /** null: by date alone */
  every_h: z.number().nullable(),
  /** hours of running since it was last done */
  ran_h: z.number(),
  /** null: by hours alone */
  every_months: z.int().nullable(),
  /** day it was last done; null: nobody has said */
  last: Day.nullable(),
  /** who noted it, for those who see people */
  last_by: z.string().nullable(),
  /** which noting was the last, null: none yet. Whoever notes another says by it what they saw */
  noted: z.string().nullable(),
  /** day it falls due by date */
  next: Day.nullable(),
  due: z.boolean(),
  /** the last tenth of its hours, or the last thirty days */
  soon: z.boolean(),
  /** due, and the machine takes no next start before it is done */
  locked: z.boolean(),
})
export type CareTaskView = z.infer<typeof CareTaskView>

const PricePart = z.union([
  z.object({ measure: z.enum(['running', 'worked', 'session', 'idle']), cents_per_hour: z.int() }),
  z.object({ measure: z.literal('energy'), cents_per_kWh: z.int() }),
])
/** What a machine would cost whoever asks, now: cents net of VAT. Neither tariff nor shared: nothing prices its use. */
export const PriceView = z.object({
  /** `purpose`: a pool bears it, as a training's */
  charged_to: z.enum(['member', 'organisation', 'purpose']),
  tariff: z
    .object({
      tariff: z.string(),
      /** an advance on the share, deducted from it at settlement */
      provisional: z.boolean(),
      parts: z.array(PricePart),
      step_ms: z.int(),
      minimum_cents: z.int(),
      setup_cents: z.int(),
      free_ms: z.int(),
      cap_day_cents: z.int().nullable(),
      cap_month_cents: z.int().nullable(),
    })
    .nullable(),
  /** costs are shared at the end of the month: what a unit came to in `period`, the month before */
  shared: z.object({ period: z.string(), parts: z.array(PricePart) }).nullable(),
})
export type PriceView = z.infer<typeof PriceView>

/** Whether I could start this machine now; `reason` and `cause` say why not (contract §1, denials). */
export const AccessView = z.object({
  machine: z.string(),
  granted: z.boolean(),
  reason: z.string().nullable(),
  cause: z.string().nullable(),
  qualification: z.string().nullable(),
  /** when what stands in the way is over, where that is known */
  until: At.nullable(),
  price: PriceView.nullable(),
})
export type AccessView = z.infer<typeof AccessView>
const Named = z.object({ id: z.string(), name: z.string() })
/** What an organisation that pays is shown of a member's use (design rule 10); nothing of it is by person. */
export const PayerSees = z.enum(['amount', 'lines', 'time-by-kind'])
/** `employer` and `payer` are told to the member, so that she knows who is shown what. */
export const MyAccess = z.object({
  items: z.array(AccessView),
  /** the organisation that pays for what she does today; null: she does */
  payer: Named.nullable(),
  employer: Named.nullable(),
  payer_sees: z.array(PayerSees),
})
export type MyAccess = z.infer<typeof MyAccess>
export const RefusalView = z.object({ id: z.string(), at: At, machine: z.string().nullable(), reason: z.string() })
export type RefusalView = z.infer<typeof RefusalView>

export const ImportProblem = z.object({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  value: z.string(),
})
export type ImportProblem = z.infer<typeof ImportProblem>
export const ImportReport = z.object({
  encoding: z.string(),
  ignored: z.array(z.string()),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  applied: z.boolean(),
  problems: z.array(ImportProblem),
  rows: z.array(
    z.object({
      line: z.int(),
      member: z.string(),
      name: z.string().nullable(),
      change: z.enum(['added', 'changed', 'same']),
    }),
  ),
})
export type ImportReport = z.infer<typeof ImportReport>
