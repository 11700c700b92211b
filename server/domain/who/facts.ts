/**
 * Facts about people and their time that came after the first journals were written: each is optional where it stands in an
 * older fact, so that what is chained already keeps its meaning. Dates are ISO `yyyy-mm-dd` in the atelier's zone.
 */
import type { CostSharingStatus } from '../accounting/settings.ts'
import type { Opening } from '../directory.ts'

/** A dated list says from which day on something holds; the last line not after a day is the one in force. */
export type DatedCategory = { from: string; category: string | null }
export type DatedState = { from: string; state: 'candidate' | 'active' | 'suspended' | 'left' }
/** null: the member pays, whatever organisation they belong to */
export type DatedPayer = { from: string; organisation: string | null }

/** A qualification with who gave it and until when; `expires` is the first day without it. */
export type Grant = { qualification: string; trainer: string | null; granted: string | null; expires: string | null }

/** What a member is to the atelier. An institution's badge has no person behind it. */
export type MemberKind = 'person' | 'institution' | 'visitor'

export type MoreOfMember = {
  kind?: MemberKind
  categories?: DatedCategory[]
  states?: DatedState[]
  payers?: DatedPayer[]
  grants?: Grant[]
  /** the organisation that employs them: it sees what it pays, never their curves */
  employer?: string | null
  /** a flag and not a date of birth, which would stay in the journal for ever */
  minor?: boolean
  limit_cents_per_month?: number | null
  /** their own activity is not taxed (art. 261 B CGI) */
  cost_sharing?: CostSharingStatus | null
  /** they asked not to be named on walls that name people (RGPD, art. 21) */
  off_wall?: boolean
}
export type MoreOfOrganisation = {
  siren?: string | null
  siret?: string | null
  vat_number?: string | null
  limit_cents_per_month?: number | null
  /** what it means to spend in a calendar year: shown against what it spent, and refuses nothing */
  budget_cents_per_year?: number | null
  cost_sharing?: CostSharingStatus | null
  /** invoiced like a private person: it acts outside any trade */
  consumer?: boolean
  /** number of its standing order, which every invoice has to cite (Code de commerce L441-9, I; EN 16931 BT-13) */
  purchase_order?: string | null
  /** what it wants to be found by, such as the code of a public body's service (EN 16931 BT-10) */
  buyer_reference?: string | null
}
/** A member of category `of` (null: of any) is in this one for the first months of their activity. */
export type ActivityRule = { months: number; of: string | null }
export type MoreOfCategory = { first_months?: ActivityRule }

/** What a machine wants again and again: after hours of running, after months, or after whichever comes first. */
export type CareTask = {
  id: string
  name: string
  every_h?: number
  every_months?: number
  /** day it was last done before anybody noted it here */
  since?: string
  /** once due, no next start before it is done. Absent: by hours it does, by months alone it does not */
  locks?: boolean
}
export type MoreOfMachine = {
  /** accessible moving parts: never for minors */
  moving_parts?: boolean
  /** the day it went out of use (sold, lent for good): what it did stays, and nobody starts, books or sees it any more */
  retired?: string | null
  /** earlier times out of use, in their order: the day it went, and the day it was brought back */
  out_of_use?: { from: string; to: string }[]
  care?: CareTask[]
}
export type PassKind = 'trial' | 'day' | 'pass'
/** Besides `valid_from_ms` and `valid_until_ms`: a pass for certain hours only. */
export type MoreOfBadge = { pass?: PassKind; hours?: Opening[] }
export type MoreOfSite = {
  reservation_grace_s?: number
  /** of new members; absent: French */
  language?: 'fr' | 'en'
  /** everybody at the board is told who is at a machine; absent: only who runs the floor is */
  names_on_wall?: boolean
}

/** An exception to the opening hours. Where both cover an instant, an exceptional opening wins. */
export type ClosureFacts = { id: string; kind: 'closed' | 'open'; from_ms: number; until_ms: number; why: string }

export type ReservationFacts = {
  id: string
  machine: string
  member: string
  from_ms: number
  until_ms: number
  made_by: string
}

/** Somebody leads others at machines: a training, or a group that one animateur opens machines for. */
export type EventFacts = {
  id: string
  kind: 'training' | 'group'
  /** of the course or the group, never of a person */
  name: string
  machines: string[]
  from_ms: number
  until_ms: number
  leader: string
  /** who takes part with a badge of their own */
  members: string[]
  /** who takes part without one */
  guests: number
  minors: boolean
  /** what a training teaches: who takes part needs not hold it yet */
  qualification: string | null
  /** who pays for the group; null: whoever badges, or the pool */
  organisation: string | null
  /** the pool that machine time of the event is charged to */
  pool: string | null
  funder: string | null
  subsidy_cents: number
}

/** What somebody with a limit has spent so far in a month, as the running month's statement had it. */
export type SpendingFacts = { id: string; period: string; cents: number }
