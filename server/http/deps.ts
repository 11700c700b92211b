/** What `main.ts` hands to HTTP. */
import type { FastifyBaseLogger } from 'fastify'
import type { Registry } from 'prom-client'
import type { Accounts } from '#server/accounts/desk.ts'
import type { Bank } from '#server/bank/desk.ts'
import type { Bookkeeping } from '#server/bookkeeping/desk.ts'
import type { Books } from '#server/books/desk.ts'
import type { PeriodPreview } from '#server/contract/api.ts'
import type { SeenMonth } from '#server/domain/records.ts'
import type { Economy } from '#server/economy.ts'
import type { FirstStart } from '#server/first-start.ts'
import type { Jobs, Tell } from '#server/jobs/desk.ts'
import type { Learning } from '#server/learning/desk.ts'
import type { Settings } from '#server/settings/desk.ts'
import type { Auth } from './auth/types.ts'
import type { Core, CurveReads, LedgerReads, LedgerWrites, Notices, PlannedMembers } from './ports.ts'

export type Health = { ok: boolean; detail: Record<string, unknown> }

export type HttpDeps = {
  listen: { host: string; port: number }
  reads: LedgerReads
  writes: LedgerWrites
  core: Core
  curves: CurveReads
  /** A member list against what is there; nothing is written. */
  planMembers(bytes: Buffer): Promise<PlannedMembers>
  auth: Auth
  firstStart: FirstStart
  /** Where the broker listens, for who sets up a station: `host:port`. */
  mqtt: string
  /** The month's statements, amounts in cents net of subsidy; `tell` hears how far it is. */
  preview(period: string, tell?: Tell): Promise<PeriodPreview>
  /** Months from open to closed. */
  books: Books
  /** Money that moves. */
  bank: Bank
  /** Invoices and credit notes. */
  accounts: Accounts
  /** Work that goes on when whoever asked for it leaves. */
  jobs: Jobs
  /** What an account last saw of a month. */
  seen: {
    get(account: string, period: string): Promise<SeenMonth | null>
    put(account: string, period: string, seen: SeenMonth): Promise<void>
  }
  /** Double entry, VAT, years, and mail on its way. */
  bookkeeping: Bookkeeping
  learning: Learning
  notices: Notices
  /** How issuers and the atelier are set by hand. */
  settings: Settings
  /** Months against their costs, under other rules, and for others. */
  economy: Economy
  metrics: Registry
  /** Where the built dashboard lies, or will once it is built; null serves none. */
  dashboardDir: string | null
  /** Whether what a request needs is there: ledger open, ingest running. */
  ready(): Health
  log: FastifyBaseLogger
  clock: { now_ms(): number }
  /** Where people open the dashboard, as it is printed; absent: where the request came to. */
  public_url?: string | null | undefined
  /** Outside address, for the Origin check behind a proxy that rewrites Host. */
  baseURL?: string | undefined
  /** Tells the live feed of what changed by a person's hand and not by a message. */
  changed?: { machine(id: string): void } | undefined
}
