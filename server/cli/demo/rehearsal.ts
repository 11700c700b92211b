/** The whole pipeline on embedded parts with a simulated workshop in it: started, lived in, checked, and taken down again. */
import { join } from 'node:path'
import { type Config, readConfig } from '#server/config.ts'
import { periodOf } from '#server/domain/time.ts'
import { type Server, startServer } from '../../main.ts'
import { previewPeriod } from '../../preview.ts'
import { ensureDashboard } from '../dashboard.ts'
import { notStarted } from '../not-started.ts'
import { CliError, EXIT_USAGE } from '../output.ts'
import { type DemoReport, report, sentIn } from './check.ts'
import { gatewayDeaths } from './deaths.ts'
import { endAtLatest } from './ending.ts'
import { type Prepared, pastMonths, prepare, scenario } from './prepare.ts'
import { startWorkshop, type Workshop } from './processes.ts'

export type RehearsalOptions = {
  atelier: string
  /** seconds of live part; absent: until interrupted, and unchecked */
  for?: number
  port?: number
  seed: number
  data: string
  /** how many months were metered before it begins */
  pastMonths: number
  /** also where the atelier's file does not ask for it */
  chaos?: boolean
}
type Rehearsal = { options: RehearsalOptions; say(line: string): void; interrupted: AbortSignal }

const DEFAULT_PORT = 8080
const COMMITTED_MS_MAX = 40_000
const LOOK_MS = 100

/** Resolves with its own check when `for` is over; with null when somebody ended it before. */
export async function rehearse({ options, say, interrupted }: Rehearsal): Promise<DemoReport | null> {
  const config = demoConfig(options)
  await ensureDashboard(config.dashboard)
  const prepared = await prepare(config, options.atelier, options.pastMonths)
  const server = await startServer(config).catch((error: unknown) => {
    throw notStarted(error, config, '--port 0')
  })
  let ended: (() => void) | undefined
  try {
    greet(say, server, prepared, options.data)
    const now_ms = Date.now()
    const past = pastMonths(now_ms, prepared.file.timezone, 1)
    const chaos = options.chaos === true || prepared.chaos
    const workshop = await startWorkshop({
      directory: join(options.data, 'demo'),
      scenario: ports => scenario(prepared, server.mqtt, options.seed, now_ms, ports),
      prepared,
      mqtt: server.mqtt,
      chaos,
      handOver: () => handOver(server, prepared),
    })
    const deaths = chaos ? gatewayDeaths(workshop.gateway, options.seed) : null
    try {
      await waiting(options.for, interrupted, workshop, deaths?.failed).finally(() => {
        ended = endAtLatest(options.pastMonths)
      })
      await deaths?.stop()
      if (options.for === undefined) {
        await workshop.end()
        return null
      }
      return await check(server, workshop, periodOf(past.from_ms, prepared.file.timezone))
    } finally {
      await deaths?.stop()
      await workshop.kill()
    }
  } finally {
    await server.close()
    ended?.()
  }
}

function demoConfig({ data, port }: RehearsalOptions): Config {
  const overrides = {
    NAVETTE_DATA: data,
    NAVETTE_DATABASE_URL: '',
    NAVETTE_HTTP: `127.0.0.1:${port ?? DEFAULT_PORT}`,
    NAVETTE_MQTT: '127.0.0.1:0',
  }
  const result = readConfig({ NAVETTE_LOG: 'warn', ...process.env, ...overrides })
  if (result.kind === 'problems') throw new CliError(result.problems, EXIT_USAGE)
  return result.config
}

function greet(
  say: (line: string) => void,
  server: Server,
  { file, past_months, accounts }: Prepared,
  data: string,
): void {
  say(`\n  ${file.name}\n`)
  say(`  tableau de bord / dashboard   http://${server.http}/`)
  for (const { role, email, password } of accounts) say(`  ${role.padEnd(10)}  ${email}  ${password}`)
  say(`\n  MQTT ${server.mqtt}, data ${data}`)
  const past = past_months === 1 ? 'The past month arrives' : `${past_months} past months arrive`
  say(`  ${past} now; then the workshop lives. Ctrl+C ends it.\n`)
}

/** Machines that had a controller of their own get the parts the gateway speaks for: another hardware, another epoch. */
async function handOver({ ledger }: Server, { stations }: Prepared): Promise<void> {
  for (const { station, machine, wiring } of stations)
    if (typeof wiring === 'object') await ledger.addStation(station, machine)
}

/** Until the time is up, somebody interrupts, or one of the programs falls over. */
async function waiting(
  seconds: number | undefined,
  interrupted: AbortSignal,
  workshop: Workshop,
  failed: Promise<never> | undefined,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>(done => {
    if (seconds !== undefined) timer = setTimeout(done, seconds * 1_000)
    if (interrupted.aborted) done()
    interrupted.addEventListener('abort', () => done())
  })
  await Promise.race([over, workshop.fallen, ...(failed === undefined ? [] : [failed])]).finally(() =>
    clearTimeout(timer),
  )
}

async function check(server: Server, workshop: Workshop, period: string): Promise<DemoReport> {
  const { truth, kept } = await workshop.end()
  const { ledger } = server
  const sent = sentIn(truth, kept)
  const until = Date.now() + COMMITTED_MS_MAX
  let counts = await ledger.counts()
  while (counts.messages < sent && Date.now() < until) {
    await new Promise(done => setTimeout(done, LOOK_MS))
    counts = await ledger.counts()
  }
  const everything = { from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER }
  const [ended, unattributed, verify] = await Promise.all([
    ledger.sessionsStarting(everything),
    ledger.unattributed(everything),
    ledger.verify(),
  ])
  const sessions = [...ended.filter(one => one.end_at_ms !== null), ...server.openSessions()]
  const preview = await previewPeriod(ledger, (await ledger.present()).directory, period)
  return report({ truth, kept, counts, sessions, unattributed, preview, verify })
}
