/**
 * The workshop that isn't there, as a process: `node firmware-sim/main.ts --scenario FILE`.
 * Standard output: one JSON line for each serial port at start, one for each event with `--events`, the truth at the end.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { CHAOS_NOISE } from './chaos/mischief.ts'
import { QUIET } from './firmware/noise.ts'
import { type RunReport, WorkshopRun } from './run.ts'
import { parseScenario, type Scenario } from './scenario.ts'

type Options = {
  scenario: string
  seed?: number
  speed: number
  for?: number
  truth?: string
  events: boolean
  noise: number
  chaos: boolean
  flush: number
  linger: boolean
}

const number = (low: number, high: number) => (text: string) => {
  const value = Number(text)
  if (text.trim() === '' || !(value >= low && value <= high)) {
    throw new InvalidArgumentError(`a number from ${low} to ${high}`)
  }
  return value
}

const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`)

const readScenario = (path: string): Scenario => {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return refuse([`${path}: ${(error as Error).message}`])
  }
  const parsed = parseScenario(value)
  return parsed.kind === 'ok' ? parsed.scenario : refuse(parsed.problems)
}

const refuse = (problems: string[]): never => {
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exit(2)
}

/** SIGTERM or SIGINT, heard from the first moment on. */
const signal = (): Promise<void> =>
  new Promise(resolve => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
const told = signal()

/** Whoever started it and was killed wants no workshop to go on behind them. Started by a shell there is no such channel. */
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.channel?.unref()

/** `--for` counts from the moment every station lives. */
const lived = async (run: WorkshopRun, for_s: number): Promise<void> => {
  while (!run.started) await new Promise(resolve => setTimeout(resolve, 50))
  await new Promise(resolve => setTimeout(resolve, for_s * 1_000))
}

const main = async (options: Options): Promise<void> => {
  const scenario = readScenario(options.scenario)
  const { noise, chaos } = options
  const run = new WorkshopRun(scenario, {
    seed: options.seed ?? scenario.seed,
    speed: options.speed,
    noise: noise > 0 ? { garbage: noise, cut: noise, flip: noise } : chaos ? CHAOS_NOISE : QUIET,
    chaos,
    onPort: (port, station) => say({ port, station }),
    onParts: link => say({ parts: 'ready', link }),
    onEvent: event => {
      if (options.events) say(event)
    },
  })
  await run.start()
  await (options.for === undefined ? told : Promise.race([told, lived(run, options.for)]))
  const report: RunReport = await run.stop(options.flush * 1_000)
  if (options.truth) writeFileSync(options.truth, JSON.stringify(report))
  else say(report)
  if (options.linger) {
    const told_again = signal()
    say({ told: true })
    await told_again
  }
  await run.close()
  // `lived` may still be waiting for stations that never came to life.
  process.exit(report.unacked === 0 ? 0 : 1)
}

const command = new Command('firmware-sim')
  .description('a simulated workshop: machines, people, stations on MQTT and on virtual serial ports')
  .requiredOption('--scenario <file>', 'what to imitate (firmware-sim/scenario.ts)')
  .option('--seed <n>', 'another seed than the scenario’s', number(0, 2 ** 32 - 1))
  .option(
    '--speed <x>',
    'times real time; beyond 1 clocks run ahead and are not believed for long',
    number(0.1, 1_000),
    1,
  )
  .option('--for <seconds>', 'stop by itself after so long of live part', number(0, 1e7))
  .option('--truth <file>', 'write the truth there instead of to standard output')
  .option('--events', 'one JSON line per event on standard output', false)
  .option('--noise <share>', 'share of serial frames hit by garbage, cuts and flipped bits each', number(0, 0.5), 0)
  .option('--chaos', 'pull plugs, lose links and spoil frames, from the seed', false)
  .option('--flush <seconds>', 'how long to wait at the end without any acknowledgement', number(0, 3_600), 30)
  .option('--linger', 'having told the truth, keep ports and links open until a second signal', false)
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))

await main(command.parse().opts<Options>())
