/**
 * The only place that knows every part: opens, wires, starts, and closes in reverse. `navette serve` and `navette demo`
 * call it; the environment has been read and checked before.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createAccounts } from './accounts/desk.ts'
import { createBank } from './bank/desk.ts'
import { bankFiles } from './bank-files.ts'
import { createDocumentFiles } from './billing/files.ts'
import { letterheads, logoProblem } from './billing/logo.ts'
import { paperOf } from './billing/paper.ts'
import { createBookkeeping } from './bookkeeping/desk.ts'
import { createBooks } from './books/desk.ts'
import { booksFiles } from './books-files.ts'
import { type Broker, createBroker } from './broker/broker.ts'
import type { Config } from './config.ts'
import type { Session } from './domain/metering/types.ts'
import { createEconomy } from './economy.ts'
import { createFirstStart } from './first-start.ts'
import { createHttp } from './http/app.ts'
import { openAuth } from './http/auth/open.ts'
import { readOrCreateSecret } from './http/auth/secret.ts'
import { domainCore } from './ingest/domain-core.ts'
import { createIngest, type Ingest } from './ingest/ingest.ts'
import { createJobs } from './jobs/desk.ts'
import { wasDone } from './jobs/was-done.ts'
import { LateBound } from './late.ts'
import { createLearning } from './learning/desk.ts'
import { type Ledger, openLedger } from './ledger/ledger.ts'
import { createLive } from './live/create.ts'
import { createLog } from './log.ts'
import { makeDirectory } from './make-directory.ts'
import { planMemberList } from './member-list.ts'
import { observe, observeScreens } from './metrics.ts'
import { everyNight } from './nightly.ts'
import { watchNotices } from './notices/watch.ts'
import { mailSettings, openOutbox } from './outbox.ts'
import { keptPreviews } from './preview.ts'
import { watchReplacedTokens } from './replaced-tokens.ts'
import { createSettings } from './settings/desk.ts'
import { watchSpending } from './spending.ts'
import { createFollower, type Follower, realTimers } from './telemetry/follower.ts'
import { openTelemetry } from './telemetry/open.ts'
import { followerName, telemetryConfig } from './telemetry-config.ts'

export type Server = {
  http: string
  mqtt: string
  mqtts: string | null
  ledger: Ledger
  /** What the first account is made with, while there is none. */
  setup_code: string | null
  /** Those of this moment, with their totals so far: the ledger's table knows only how a session began and ended. */
  openSessions(): Session[]
  close(): Promise<void>
}

/** A batch crosses to the store's thread by structured clone; a larger one would hold up a badge. */
const FOLLOWER_BATCH_POINTS_MAX = 1_000
const EXAMPLES = join(import.meta.dirname, '../docs/ateliers')
const clock = { now_ms: Date.now, steady_ms: () => performance.now() }

/** Rejects with a `LedgerError` or a system error of listening (`EADDRINUSE`); what was opened until then is closed again. */
export async function startServer(config: Config): Promise<Server> {
  const closing: (() => unknown)[] = []
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const started = await wire(config, closing)
    return { ...started, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function wire(config: Config, closing: (() => unknown)[]): Promise<Omit<Server, 'close'>> {
  const log = createLog(config.log)
  makeDirectory(config.data, 0o700)
  const ledger = await openLedger({ file: config.database_file, role: 'serve', log })
  closing.push(() => ledger.close())
  const auth = await openAuth({
    file: join(config.data, 'auth.sqlite'),
    secret: readOrCreateSecret(join(config.data, 'auth.secret')),
  })
  closing.push(() => auth.close())
  const telemetry = await openTelemetry(telemetryConfig(config))
  closing.push(() => telemetry.close())
  const follower = createFollower({
    name: followerName(config),
    source: ledger,
    store: telemetry,
    clock,
    timers: realTimers,
    random: Math.random,
    batch_points_max: FOLLOWER_BATCH_POINTS_MAX,
    log,
  })
  closing.push(() => follower.stop())

  const late = new LateBound(log)
  const ingest = createIngest({ core: domainCore, ledger, announcer: late, downlink: late, clock, log })
  await ingest.start()
  closing.push(() => ingest.stop())
  const broker = await openBroker(config, ledger, ingest, late, log)
  closing.push(() => broker.close())
  const replaced = watchReplacedTokens(
    () => ledger.credentialsInForce(),
    (principal, credential) => broker.disconnect(principal, credential),
  )
  closing.push(() => replaced.stop())
  const spending = watchSpending({
    directory: () => ingest.directory(),
    totals: (period, directory) => ledger.monthTotals(period, directory),
    append: entry => ingest.act({ entry }),
    clock,
    log,
  })
  closing.push(() => spending.stop())
  late.bind({ broker })

  const openSessions = () => ingest.machines().flatMap(({ session }) => (session === null ? [] : [session]))
  const learning = createLearning({
    ledger,
    curves: telemetry,
    directory: () => ingest.directory(),
    append: entry => ingest.act({ entry }),
    online: station => ingest.online(station),
    now_ms: clock.now_ms,
  })
  const books = createBooks({
    ...{ ledger, directory: () => ingest.directory(), directory_n: () => ingest.head() },
    ...{ openSessions, now_ms: clock.now_ms },
  })
  const firstStart = createFirstStart({ ledger, auth, examples_dir: EXAMPLES, now_ms: clock.now_ms })
  const paper = paperOf(config, ledger)
  const files = createDocumentFiles(paper)
  closing.push(() => files.close())
  const outbox = openOutbox(config, ledger, files, log)
  closing.push(() => outbox?.stop())
  const economy = createEconomy(ledger, () => ingest.directory())
  const accounts = createAccounts({
    ...{ ledger, directory: () => ingest.directory(), directory_n: () => ingest.head(), now_ms: clock.now_ms, files },
    comparedMonths: economy.compared,
    letterhead: letterheads(paper.logoOf),
  })
  const jobs = createJobs({
    ...{ ledger, now_ms: clock.now_ms, log },
    wasDone: row => wasDone(ledger, row),
    postedOf: about => ledger.postedOf(about),
  })
  await jobs.recover()
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  observe(metrics, { ledger, broker, ingest, follower })
  const http = await createHttp({
    listen: config.http,
    reads: ledger,
    writes: ledger,
    core: ingest,
    curves: telemetry,
    planMembers: bytes => planMemberList(ledger, bytes),
    auth,
    firstStart,
    public_url: config.public_url,
    mqtt: broker.addresses.mqtt,
    books,
    jobs,
    seen: {
      get: (who, period) => ledger.seenMonth(who, period),
      put: (who, period, seen) => ledger.putSeenMonth(who, period, seen),
    },
    bookkeeping: createBookkeeping({
      ...{ ledger, files: booksFiles, mail: mailSettings(config) },
      ...{ directory: () => ingest.directory(), now_ms: clock.now_ms },
    }),
    bank: createBank({
      ...{ ledger, files: bankFiles, mail: mailSettings(config) },
      ...{ directory: () => ingest.directory(), now_ms: clock.now_ms },
    }),
    accounts,
    settings: createSettings({
      ...{ ledger, mail: mailSettings(config), isIban: bankFiles.isIban, logoOf: paper.logoOf, logoProblem },
      ...{ directory: () => ingest.directory(), append: entry => ingest.act({ entry }), now_ms: clock.now_ms },
    }),
    learning,
    notices: {
      relay: config.smtp_url !== null,
      wishes: () => ledger.noticeWishes(),
      putWish: (account, wish) => ledger.putNoticeWish(account, wish),
    },
    economy,
    preview: keptPreviews(ledger, { directory: () => ingest.directory(), directory_n: () => ingest.head() }),
    metrics,
    dashboardDir: config.dashboard,
    ready: () => readiness(ingest, follower),
    log,
    clock,
    changed: { machine: id => late.changed(id) },
  })
  closing.push(() => http.close())
  const live = createLive({ httpServer: http.app.server, auth, core: ingest, reads: ledger, clock, log })
  closing.push(() => live.close())
  observeScreens(metrics, live)
  late.bind({ follower, live })
  follower.start()
  outbox?.start()
  const notices = watchNotices({
    ...{
      ledger,
      directory: () => ingest.directory(),
      accounts: () => auth.users(),
      url: config.public_url,
      clock,
      log,
    },
    machines: () =>
      ingest.machines().map(({ machine, heard_at_ms, view }) => ({ machine, heard_at_ms, wear_ms: view.wear_ms })),
  })
  closing.push(() => notices.stop())
  const nights = everyNight({
    zone: () => ingest.directory().site?.timezone ?? 'UTC',
    now_ms: clock.now_ms,
    work: () => ledger.expire(config.keep_months, clock.now_ms()),
    log,
  })
  closing.push(() => nights.stop())
  const setup_code = firstStart.needed() ? firstStart.code : null
  const { mqtt, mqtts } = broker.addresses
  return { http: http.address, mqtt, mqtts, setup_code, ledger, openSessions }
}

function openBroker(config: Config, ledger: Ledger, ingest: Ingest, late: LateBound, log: Logger): Promise<Broker> {
  return createBroker({
    /** Asked at each use: on an empty directory the site is known only once somebody has set it up. */
    get site() {
      return ingest.directory().site?.site ?? ''
    },
    mqtt: config.mqtt,
    mqtts: tlsDoor(config),
    authenticate: (principal, token) => ledger.authenticate(principal, token),
    gatewayOf: plug => ledger.gatewayOf(plug),
    onUplink: (uplink, done) => ingest.accept(uplink, done),
    onSubscribed: station => late.send(ingest.standing(station)),
    onPresence: (station, online) => ingest.presence(station, online),
    audit: event =>
      void ledger
        .appendAudit({
          at_ms: event.at_ms,
          actor: event.principal ?? 'unknown',
          action: `mqtt-${event.refusal}`,
          subject: event.address,
          detail: event.suppressed > 0 ? `${event.detail} (and ${event.suppressed} more)` : event.detail,
        })
        .catch((error: unknown) => log.error({ error, event }, 'a refusal could not be recorded')),
    accepting: () => ingest.accepting(),
    log,
  })
}

function tlsDoor(config: Config) {
  if (config.tls === null || config.mqtts === null) return undefined
  const { cert_file, key_file, ca_file } = config.tls
  const ca = ca_file === null ? undefined : readFileSync(ca_file)
  return { ...config.mqtts, cert: readFileSync(cert_file), key: readFileSync(key_file), ca }
}

function readiness(ingest: Ingest, follower: Follower) {
  // Telemetry is a projection: the workshop goes on without it, so it is told and does not count.
  return { ok: ingest.accepting(), detail: { ingest: ingest.accepting(), telemetry: follower.status() } }
}
