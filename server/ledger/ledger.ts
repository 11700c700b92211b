/**
 * The book of record behind its doors: ingest commits to it, HTTP and telemetry read from it, commands append to it. Every
 * operation is asynchronous, so that a database across a network can stand behind the same ports.
 *
 * One connection writes. What ingest asks about a message is answered on it at once; what may look at much goes to a
 * worker with a read-only connection of its own.
 */
import type { Kysely } from 'kysely'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { IssuedEntry } from '#server/domain/accounting/entries.ts'
import type * as Stored from '#server/domain/accounting/stored.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import type { Levels } from '#server/domain/learning/types.ts'
import type { Bounced } from '#server/domain/mail/bounce.ts'
import type { Mail, MailChange, MailOrder } from '#server/domain/mail/types.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { ReaderState, Wish } from '#server/domain/notices/types.ts'
import type { Closing, Month, MonthBasis } from '#server/domain/periods/month.ts'
import { rulesOf } from '#server/domain/periods/rules.ts'
import type { Reading } from '#server/domain/periods/split.ts'
import type { AboutMember, SignatureRow, WhoseData } from '#server/domain/records.ts'
import type { OrderTime } from '#server/domain/sharing/order-report.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { monthsBefore } from '#server/domain/time.ts'
import { Checkpointer } from './checkpoint.ts'
import { type Connection, openConnection } from './connection.ts'
import { adoptEdition } from './edition.ts'
import { LedgerError, translating } from './errors.ts'
import { kyselyOn } from './kysely.ts'
import { acquireServeLock, type ServeLock } from './lock.ts'
import { migrate, readMigrations, requireCurrent } from './migrate.ts'
import * as accounts from './read/accounts.ts'
import * as books from './read/books.ts'
import { head } from './read/evidence.ts'
import { fault, faults } from './read/faults.ts'
import { type Loader, loader, type Present } from './read/load.ts'
import { type Lookups, lookups } from './read/lookups.ts'
import { mail, mailCounts, mails, posted } from './read/mail.ts'
import type { MonthQuestion } from './read/month.ts'
import { monthMoved } from './read/moved.ts'
import { alerts, audit } from './read/notices.ts'
import { persons } from './read/persons.ts'
import type { StatementProof } from './read/proof.ts'
import { refusals, unknownCards } from './read/refusals.ts'
import { session } from './read/sessions.ts'
import { Reader } from './reader.ts'
import { reserve } from './reserve.ts'
import type { Schema } from './schema.ts'
import type * as T from './types.ts'
import { checkpointInWorker, verifyInWorker } from './verify/run.ts'
import { type AccountsGroup, type AccountsResult, accountsAppender } from './write/accounts.ts'
import * as bank from './write/bank.ts'
import { banks, putBanks } from './write/banks.ts'
import { type BooksGroup, type BooksResult, booksAppender } from './write/books.ts'
import { groupCommitter } from './write/commit.ts'
import { type Credentials, credentials } from './write/credentials.ts'
import * as desk from './write/desk.ts'
import { type DirectoryAppender, directoryAppender } from './write/directory.ts'
import { type Expired, type Expiry, expiry } from './write/expiry.ts'
import { issuer } from './write/issue.ts'
import { type JobStore, jobStore } from './write/jobs.ts'
import * as lesson from './write/lesson.ts'
import * as logos from './write/logos.ts'
import { type MailQueue, mailQueue } from './write/mail.ts'
import * as mandates from './write/mandates.ts'
import { type NoticeStore, noticeStore } from './write/notices.ts'
import * as people from './write/people.ts'
import { type SettingsStore, settingsStore } from './write/settings.ts'
import * as signatures from './write/signatures.ts'

export { LedgerError, type LedgerErrorKind } from './errors.ts'
export type * from './types.ts'

export type LedgerLog = { warn(fields: object, message: string): void }
export type LedgerOptions = {
  file: string
  readonly?: boolean | undefined
  /** `serve` holds the data directory alone among servers, until it dies; commands work beside it. */
  role?: 'serve' | 'command' | undefined
  log?: LedgerLog | undefined
  now_ms?: (() => number) | undefined
}

export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { file, readonly = false, role = 'command' } = options
  const migrations = readMigrations()
  const db = openConnection(file, { readonly })
  let lock: ServeLock | null = null
  try {
    if (role === 'serve') lock = acquireServeLock(file)
    if (readonly) requireCurrent(db, file, migrations.length)
    else
      translating(file, () => {
        migrate(db, file, migrations)
        adoptEdition(db, file, role === 'serve', options.now_ms?.() ?? Date.now())
      })
    return new Ledger(db, lock, options)
  } catch (error) {
    lock?.release()
    db.close()
    throw error
  }
}

export class Ledger {
  readonly #file: string
  readonly #db: Connection
  readonly #kysely: Kysely<Schema>
  readonly #lock: ServeLock | null
  readonly #checkpointer: Checkpointer | null
  readonly #reader: Reader
  readonly #now_ms: () => number
  readonly #loader: Loader
  readonly #lookups: Lookups
  readonly #commit: (group: T.Group) => T.CommitResult
  readonly #expiry: Expiry
  readonly #settings: SettingsStore
  readonly #directory: DirectoryAppender
  readonly #books: (group: BooksGroup, received_at_ms: number) => BooksResult
  readonly #monthMoved: (basis: MonthBasis) => boolean
  readonly #accounts: (group: AccountsGroup, received_at_ms: number) => AccountsResult
  readonly #issue: (group: Stored.IssueGroup, received_at_ms: number) => Stored.IssueResult
  readonly #credentials: Credentials
  readonly #mail: MailQueue
  readonly #jobs: JobStore
  readonly #notices: NoticeStore
  readonly #data_version: { get(): number | undefined }
  /** Counts what this connection itself wrote beside ingest, which SQLite's data_version does not show it. */
  #own_version = 0

  constructor(db: Connection, lock: ServeLock | null, options: LedgerOptions) {
    this.#file = options.file
    this.#db = db
    this.#lock = lock
    this.#now_ms = options.now_ms ?? Date.now
    this.#kysely = kyselyOn(db)
    this.#reader = new Reader(options.file)
    this.#checkpointer = options.role === 'serve' ? new Checkpointer(options.file, options.log) : null
    this.#data_version = db.prepare<[], number>('PRAGMA data_version').pluck()
    this.#loader = loader(db)
    this.#lookups = lookups(db)
    this.#commit = groupCommitter(db, options.file)
    this.#expiry = expiry(db)
    this.#settings = settingsStore(db)
    this.#directory = directoryAppender(db)
    this.#books = booksAppender(db)
    this.#monthMoved = monthMoved(db)
    this.#accounts = accountsAppender(db)
    this.#issue = issuer(db)
    this.#mail = mailQueue(db)
    this.#jobs = jobStore(db)
    this.#notices = noticeStore(db, this.#mail)
    this.#credentials = credentials(db, this.#settings, this.#directory, () => this.dataVersion())
  }

  // —— ingest ——

  async load(): Promise<T.Loaded> {
    return translating(this.#file, () => this.#loader.load())
  }
  /** Head and directory alone: what a command asks, without folding anything. */
  async present(): Promise<Present> {
    return translating(this.#file, () => this.#loader.present())
  }
  async directoryAfter(head: number): Promise<Present | null> {
    return translating(this.#file, () => this.#loader.directoryAfter(head))
  }
  /** One transaction, on disk when it resolves. Rejects with a LedgerError and nothing changed. */
  async commit(group: T.Group): Promise<T.CommitResult> {
    return this.#commit(group)
  }
  /** Rejects where the disk has no room for so much. */
  reserve(bytes: number): Promise<void> {
    return reserve(this.#file, bytes)
  }
  async lookup(identity: T.KnownIdentity, payload: string): Promise<'absent' | 'same' | 'different'> {
    return this.#lookups.lookup(identity, payload)
  }
  async quarantined(station: string, identity: T.KnownIdentity | null, content_hash: string): Promise<boolean> {
    return this.#lookups.quarantined(station, identity, content_hash)
  }
  async stationsQuarantined(): Promise<string[]> {
    return this.#lookups.stationsQuarantined()
  }
  async verdictOf(identity: T.KnownIdentity): Promise<T.StoredVerdict | null> {
    return this.#lookups.verdictOf(identity)
  }
  /** Another number whenever anybody but `commit` wrote: another connection, or this one's own directory and tokens. */
  dataVersion(): number {
    return (this.#data_version.get() ?? 0) + this.#own_version
  }

  // —— reads ——

  sessions(query: T.SessionQuery): Promise<T.Page<Session>> {
    return this.#reader.ask('sessions', query)
  }
  session(id: string): Promise<Session | null> {
    return session(this.#kysely, id)
  }
  sessionsStarting(range: T.Range): Promise<Session[]> {
    return this.#reader.ask('sessionsStarting', range)
  }
  evidence(id: string, limit: number, cursor: string | null): Promise<T.Evidence | null> {
    return this.#reader.ask('evidence', id, limit, cursor)
  }
  stateChanges(machine: string, range: T.Range): Promise<T.StateChange[]> {
    return this.#reader.ask('stateChanges', machine, range)
  }
  faults(query: T.FaultQuery): Promise<T.Page<T.FaultRow>> {
    return faults(this.#kysely, query)
  }
  fault(id: number): Promise<T.FaultRow | null> {
    return fault(this.#kysely, id)
  }
  alerts(query: T.PageQuery): Promise<T.Page<T.AlertRow>> {
    return alerts(this.#kysely, query)
  }
  audit(query: T.PageQuery): Promise<T.Page<T.AuditRow>> {
    return audit(this.#kysely, query)
  }
  unattributed(range: T.Range): Promise<T.UnattributedRow[]> {
    return this.#reader.ask('unattributed', range)
  }
  registers(session: string): Promise<Reading[]> {
    return this.#reader.ask('registers', session)
  }
  orderTime(): Promise<OrderTime[]> {
    return this.#reader.ask('orderTime')
  }

  utilisation(range: T.Range, by: T.UtilisationBy, timezone: string): Promise<T.UtilisationRow[]> {
    return this.#reader.ask('utilisation', range, by, timezone)
  }
  heldStretches(range: T.Range, now_ms: number): Promise<T.Range[]> {
    return this.#reader.ask('heldStretches', range, now_ms)
  }
  /** What telemetry is held against: ended sessions per machine and member category. */
  usage(range: T.Range): Promise<T.UsageRow[]> {
    return this.#reader.ask('usage', range)
  }
  /** Every row that names this member, by table: for that member alone. */
  aboutMember(of: WhoseData): Promise<AboutMember> {
    return this.#reader.ask('aboutMember', of)
  }
  persons(): Promise<T.PersonRow[]> {
    return persons(this.#kysely)
  }
  /** Addresses and bank details: not for every role. */
  contacts(): Promise<T.ContactRow[]> {
    return people.contacts(this.#kysely)
  }
  /** Of the issuers: not for every role. */
  banks(): Promise<T.IssuerBank[]> {
    return banks(this.#kysely)
  }
  /** Badges of this member that were refused, newest first. */
  refusals(member: string, limit: number): Promise<T.RefusalRow[]> {
    return refusals(this.#kysely, member, limit)
  }
  unknownCards(limit: number): Promise<T.UnknownCardRow[]> {
    return unknownCards(this.#kysely, limit)
  }
  head(): Promise<T.Head> {
    return head(this.#kysely)
  }
  counts(): Promise<T.Counts> {
    return this.#reader.ask('counts')
  }
  /** Replays the whole journal in a worker of its own and compares (contract §5). */
  verify(): Promise<T.VerifyReport> {
    return verifyInWorker(this.#file)
  }

  /**
   * Drops what has been kept for its months, behind a checkpoint; first everything is verified, because afterwards it could not be.
   * Rejects where the ledger is not in order.
   */
  async expire(keep_months: number, now_ms: number): Promise<Expired> {
    const { directory } = await this.present()
    const zone = directory.site?.timezone ?? 'UTC'
    const cutoff_ms = monthsBefore(now_ms, keep_months, zone)
    const { report, checkpoint } = await checkpointInWorker(this.#file, cutoff_ms)
    if (!report.ok) throw new LedgerError('refused', `not in order, nothing was dropped: ${report.problems[0]}`)
    const checkpoint_n = checkpoint === null ? null : await this.#write(() => this.#expiry.append(checkpoint, now_ms))
    const up_to_n = this.#expiry.upTo(cutoff_ms)
    const { contest_days } = rulesOf(directory.site)
    return { checkpoint_n, up_to_n, ...(await this.#expiry.drop(up_to_n, { keep_months, contest_days, zone }, now_ms)) }
  }

  /** A machine's sessions folded again with other levels; nothing is written. */
  replayed(machine: string, range: T.Range, levels: Levels): Promise<T.ReplayedSession[]> {
    return this.#reader.ask('replayed', machine, range, levels)
  }

  // —— books ——

  /** What a month rests on, as of now. */
  monthInputs(question: MonthQuestion): Promise<Month> {
    return this.#reader.ask('monthInputs', question)
  }
  /** Whether anything that a month rests on has come since it was read. */
  async monthMoved(basis: MonthBasis): Promise<boolean> {
    return translating(this.#file, () => this.#monthMoved(basis))
  }
  /** The part of a month that nobody has to decide about, added up. */
  plainUse(question: T.PlainUseQuestion): Promise<T.PlainUse[]> {
    return this.#reader.ask('plainUse', question)
  }
  /** A running month by the rules of this directory; computed in the reader. */
  monthTotals(period: string, directory: Directory): Promise<T.MonthTotals> {
    return this.#reader.ask('monthTotals', period, directory)
  }
  /** Closed months in the order they were closed. */
  closings(): Promise<Closing[]> {
    return books.closings(this.#kysely)
  }
  closedStatement(period: string): Promise<PeriodStatement | null> {
    return this.#reader.ask('closedStatement', period)
  }
  /** What ties a closed statement to the journal; null where there is no such entry. */
  statementProof(closing_n: number, refs: readonly string[]): Promise<StatementProof | null> {
    return this.#reader.ask('statementProof', closing_n, refs)
  }
  bookedAbout(subject: string): Promise<books.BookedAbout> {
    return books.bookedAbout(this.#kysely, subject)
  }
  declaredOf(member: string): Promise<books.Declaration[]> {
    return books.declaredOf(this.#kysely, member)
  }
  firstUseAt(): Promise<number | null> {
    return books.firstUseAt(this.#kysely)
  }
  booksHead(): Promise<number> {
    return books.booksHead(this.#kysely)
  }
  /** One write transaction; nothing is written unless it is `booked`. */
  appendBooks(group: BooksGroup, received_at_ms: number): Promise<BooksResult> {
    return this.#write(() => this.#books(group, received_at_ms))
  }

  // —— accounts ——

  accountEntries(query: Stored.EntryQuery): Promise<Stored.Booked[]> {
    return accounts.accountEntries(this.#kysely, query)
  }
  seriesOf(issuer: string): Promise<{ series: string; sequence: number }[]> {
    return accounts.seriesOf(this.#kysely, issuer)
  }
  accountsHead(): Promise<number> {
    return accounts.accountsHead(this.#kysely)
  }
  document(number: string): Promise<AccountingDocument | null> {
    return accounts.document(this.#kysely, number)
  }
  documentChain(number: string): Promise<Stored.DocumentChain | null> {
    return accounts.documentChain(this.#kysely, number)
  }
  documents(query: Stored.DocumentQuery): Promise<AccountingDocument[]> {
    return this.#reader.ask('documents', query)
  }
  documentPage(query: Stored.DocumentPageQuery): Promise<Stored.DocumentPage> {
    return accounts.documentPage(this.#kysely, query)
  }
  /** Which of these drafts are out. */
  issuedUnder(drafts: readonly string[]): Promise<{ draft: string; number: string }[]> {
    return accounts.issuedUnder(this.#kysely, drafts)
  }
  /** What the journal says of all that was billed to them, oldest first. */
  issuedTo(payers: readonly Payer[]): Promise<IssuedEntry[]> {
    return this.#reader.ask('issuedTo', payers)
  }
  issuedMonths(): Promise<Stored.IssuedMonth[]> {
    return this.#reader.ask('issuedMonths')
  }
  /** Lines of bank statements, newest first. Like names: not for every role. */
  bankLines(): Promise<T.BankLineRow[]> {
    return bank.bankLines(this.#kysely)
  }
  /** How many were new. */
  putBankLines(rows: readonly T.BankLineRow[]): Promise<number> {
    return bank.putBankLines(this.#kysely, rows)
  }
  setBankLineAside(id: string, why: string | null, by: string): Promise<boolean> {
    return bank.setBankLineAside(this.#kysely, id, why, by)
  }
  bankFile(issuer: string, run: string): Promise<string | null> {
    return bank.bankFile(this.#kysely, issuer, run)
  }
  putBankFile(issuer: string, run: string, body: string): Promise<void> {
    return bank.putBankFile(this.#kysely, issuer, run, body)
  }
  logo(hash: string): Promise<Uint8Array | null> {
    return logos.logo(this.#kysely, hash)
  }
  /** Undefined: nobody ever uploaded one; null: none is wanted. */
  issuerLogo(issuer: string): Promise<Stored.Logo | null | undefined> {
    return logos.issuerLogo(this.#kysely, issuer)
  }
  /** Kept by its hash; the issuer's next documents carry it. What is out keeps its own. */
  putIssuerLogo(issuer: string, body: Uint8Array | null): Promise<void> {
    return logos.putIssuerLogo(this.#kysely, issuer, body)
  }
  /** Sessions that members object to and nobody has answered about. */
  openContests(): Promise<string[]> {
    return bank.openContests(this.#kysely)
  }
  /** One write transaction; nothing is written unless it is `booked`. */
  appendAccounts(group: AccountsGroup, received_at_ms: number): Promise<AccountsResult> {
    return this.#write(() => this.#accounts(group, received_at_ms))
  }
  /** One write transaction: every document with its number, or none. */
  issue(group: Stored.IssueGroup, received_at_ms: number): Promise<Stored.IssueResult> {
    return this.#write(() => this.#issue(group, received_at_ms))
  }

  // —— mail ——

  enqueueMails(orders: readonly MailOrder[], now_ms: number): Promise<{ queued: number; known: number }> {
    return this.#mailWrite(() => this.#mail.enqueue(orders, now_ms))
  }
  claimMail(now_ms: number): Promise<Mail | null> {
    return this.#mailWrite(() => this.#mail.claim(now_ms))
  }
  recordMail(id: number, change: MailChange): Promise<void> {
    return this.#mailWrite(() => this.#mail.record(id, change))
  }
  recoverMails(now_ms: number): Promise<number> {
    return this.#mailWrite(() => this.#mail.recover(now_ms))
  }
  bounceMail(id: number, bounced: Bounced): Promise<boolean> {
    return this.#mailWrite(() => this.#mail.bounce(id, bounced))
  }
  retryMail(id: number, now_ms: number): Promise<boolean> {
    return this.#mailWrite(() => this.#mail.retry(id, now_ms))
  }
  readdressMail(id: number, to: { message_id: string; to_address: string }, now_ms: number): Promise<boolean> {
    return this.#mailWrite(() => this.#mail.readdress(id, to, now_ms))
  }
  mail(id: number): Promise<T.MailRow | null> {
    return mail(this.#kysely, id)
  }
  mails(query: T.MailQuery): Promise<T.Page<T.MailRow>> {
    return mails(this.#kysely, query)
  }
  mailCounts(): Promise<T.MailCounts> {
    return mailCounts(this.#kysely)
  }
  /** What became of a month's documents that were handed to the post. */
  postedOf(about: string, since_ms = 0): Promise<T.Posted> {
    return posted(this.#kysely, about, since_ms)
  }
  /** No cache rests on the outbox, so nothing has to be read again for it. */
  async #mailWrite<R>(work: () => R): Promise<R> {
    return translating(this.#file, work)
  }

  // —— long work, and what was last seen of a month ——

  putJob(row: T.JobRow): Promise<void> {
    return this.#mailWrite(() => this.#jobs.put(row))
  }
  async jobs(limit: number): Promise<T.JobRow[]> {
    return this.#jobs.list(limit)
  }
  async job(id: string): Promise<T.JobRow | null> {
    return this.#jobs.get(id)
  }
  async runningJobs(): Promise<T.JobRow[]> {
    return this.#jobs.running()
  }
  putSeenMonth(account: string, period: string, seen: T.SeenMonth): Promise<void> {
    return this.#mailWrite(() => this.#jobs.putSeen(account, period, seen))
  }
  async seenMonth(account: string, period: string): Promise<T.SeenMonth | null> {
    return this.#jobs.seen(account, period)
  }

  // —— notices ——

  async noticeWishes(): Promise<Map<string, Wish>> {
    return this.#notices.wishes()
  }
  putNoticeWish(account: string, wish: Wish): Promise<void> {
    return this.#mailWrite(() => this.#notices.putWish(account, wish))
  }
  async noticeStates(): Promise<Map<string, ReaderState>> {
    return this.#notices.states()
  }
  /** What each was told together with the mails that tell it, or neither. */
  keepNotices(
    states: ReadonlyMap<string, ReaderState | null>,
    orders: readonly MailOrder[],
    now_ms: number,
  ): Promise<void> {
    return this.#mailWrite(() => this.#notices.keep(states, orders, now_ms))
  }

  // —— telemetry ——

  pointsAfter(cursor_n: number, limit: number): Promise<T.PointBatch> {
    return this.#reader.ask('pointsAfter', cursor_n, limit)
  }
  cursor(follower: string): Promise<number> {
    return desk.followerCursor(this.#kysely, follower)
  }
  advance(follower: string, to_n: number): Promise<void> {
    return desk.advanceFollower(this.#kysely, follower, to_n)
  }
  deadLetter(follower: string, entry: T.DeadLetter): Promise<void> {
    return desk.putDeadLetter(this.#kysely, follower, entry)
  }

  // —— people's writes ——

  addLessonMarks(machine: string, marks: readonly T.LessonMark[]): Promise<void> {
    return lesson.addLessonMarks(this.#kysely, machine, marks)
  }
  lessonMarks(machine: string): Promise<T.LessonMark[]> {
    return lesson.lessonMarks(this.#kysely, machine)
  }
  appendAudit(row: Omit<T.AuditRow, 'id'>): Promise<void> {
    return desk.appendAudit(this.#kysely, row)
  }
  putPersons(rows: readonly T.PersonRow[]): Promise<void> {
    return desk.putPersons(this.#kysely, rows)
  }
  putBanks(rows: readonly T.IssuerBankPart[]): Promise<void> {
    return putBanks(this.#kysely, rows).then(() => mandates.adoptMandates(this.#kysely))
  }
  putContacts(rows: readonly T.ContactPart[]): Promise<void> {
    return people.putContacts(this.#kysely, rows).then(() => mandates.adoptMandates(this.#kysely))
  }
  /** Of every issuer that collects, by payer. */
  mandates(): Promise<T.MandateRow[]> {
    return mandates.mandates(this.#kysely)
  }
  putMandate(row: T.MandateRow): Promise<void> {
    return mandates.putMandate(this.#kysely, row)
  }
  /** What a member drew or typed under the charter: beside the chain, which has its commitment. */
  putSignature(row: SignatureRow): Promise<void> {
    return signatures.putSignature(this.#kysely, row)
  }
  signature(member: string): Promise<SignatureRow | null> {
    return signatures.signature(this.#kysely, member)
  }
  /** Name, address and bank details go; what the chain knows is an id (docs/adr/0001). */
  erasePerson(member: string): Promise<void> {
    return people.erasePerson(this.#kysely, member)
  }
  async settings(): Promise<T.Settings | null> {
    return this.#settings.read()
  }
  /** Makes the badge key with the site, once; rejects where the ledger belongs to another site. */
  async setUp(site: string): Promise<T.Settings> {
    return translating(this.#file, () => this.#settings.setUp(site))
  }
  /** The grant of this principal if that is its token, else null. */
  async authenticate(principal: string, token: string): Promise<T.Grant | null> {
    return this.#credentials.authenticate(principal, token)
  }
  /** By principal, which credential lets it in; the same map until anybody wrote one, from here or elsewhere. */
  credentialsInForce(): ReadonlyMap<string, string> {
    return this.#credentials.inForce()
  }
  /** A station's own token, shown once. Made again, it replaces the first and raises the epoch. */
  addStation(station: string, machine: string): Promise<T.IssuedToken & { epoch: number }> {
    return this.#write(() => this.#credentials.addStation(station, machine, this.#now_ms()))
  }
  addStationToken(station: string, machine: string): Promise<T.IssuedToken & { epoch: number }> {
    return this.addStation(station, machine)
  }
  addGateway(id: string, stations: readonly string[]): Promise<T.IssuedToken> {
    return this.#write(() => this.#credentials.addGateway(id, stations, this.#now_ms()))
  }
  /** A plug that may speak with this gateway alone. */
  addPlug(id: string, gateway: string): Promise<T.IssuedToken> {
    return this.#write(() => this.#credentials.addPlug(id, gateway, this.#now_ms()))
  }
  /** From memory, read again when anybody wrote: the broker asks at each message of a plug. */
  gatewayOf(plug: string): string | null {
    return this.#credentials.gatewayOf(plug)
  }
  /** Journal entries from outside of ingest, in a transaction of their own; resolves to the new head. */
  appendDirectory(entries: readonly DirectoryEntry[], received_at_ms: number): Promise<number> {
    const append = this.#db.transaction(() => this.#directory.append(entries, received_at_ms))
    return this.#write(() => append.immediate())
  }

  async close(): Promise<void> {
    await Promise.all([this.#reader.close(), this.#checkpointer?.close()])
    this.#db.close()
    this.#lock?.release()
  }

  async #write<R>(work: () => R): Promise<R> {
    const result = translating(this.#file, work)
    this.#own_version += 1
    return result
  }
}
