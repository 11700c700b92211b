/** The simulated workshop and its gateway, as processes of their own; what they say and how they end. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { makeDirectory } from '#server/make-directory.ts'
import { start } from '../child.ts'
import { CliError } from '../output.ts'
import { PAST_MONTH_MS_MAX } from './ending.ts'
import { type Gateway, type Kept, portsIn, startGateway } from './gateway.ts'
import type { Prepared } from './prepare.ts'
import { type Program, program } from './program.ts'

const PortLine = z.object({ port: z.string(), station: z.string() })
const PartsLine = z.object({ parts: z.literal('ready'), link: z.string().nullable() })
const ToldLine = z.object({ told: z.literal(true) })
/** People clear out, what was said is flushed, and its last word is told. */
const TOLD_MS_MAX = 60_000
const TrueMachine = z.object({
  machine: z.string(),
  station: z.string(),
  running_ms_true: z.number(),
  unheard_ms: z.number(),
})
export const Truth = z.object({
  machines: z.array(TrueMachine),
  live: z.array(TrueMachine),
  messages_sent: z.int(),
  messages_serial: z.int(),
  unacked: z.int(),
  badge_latencies_ms: z.array(z.number()),
  /** what a contact did that it must not (contract §1, Safety) */
  problems: z.array(z.string()),
})
export type Truth = z.infer<typeof Truth>

export type Workshop = {
  /** rejects when one of the programs ends by itself */
  fallen: Promise<never>
  gateway: Gateway
  /** Everybody goes home, the programs end, and what really happened is told. */
  end(): Promise<{ truth: Truth; kept: Kept }>
  /** Whatever is left of its programs ends now. */
  kill(): Promise<void>
}

export type WorkshopPlan = {
  directory: string
  /** the scenario the simulator plays, given the directory of ports */
  scenario(ports: string): object
  prepared: Prepared
  mqtt: string
  chaos: boolean
  /** The past of these stations is safe; from now on their place belongs to the gateway. */
  handOver(): Promise<void>
}

/** Simulator first: it makes the serial ports that the gateway opens. */
export async function startWorkshop(plan: WorkshopPlan): Promise<Workshop> {
  const { directory, prepared } = plan
  makeDirectory(directory, 0o700)
  const scenario_file = join(directory, 'scenario.json')
  const truth_file = join(directory, 'truth.json')
  writeFileSync(scenario_file, JSON.stringify(plan.scenario(portsIn(directory))), { mode: 0o600 })
  const args = ['--scenario', scenario_file, '--truth', truth_file, '--linger', ...(plan.chaos ? ['--chaos'] : [])]
  const simulator = program('simulated workshop', start('firmware-sim/main.ts', args))
  try {
    const serial = prepared.stations.filter(one => one.wiring === 'serial')
    const ports = await simulator.line(PortLine, serial.length)
    const [parts] = await simulator.line(PartsLine, 1)
    await plan.handOver()
    const gateway = await startGateway({ directory, prepared, mqtt: parts?.link ?? plan.mqtt, ports })
    // The gateway speaks through the workshop's cable, so that goes last.
    const over = async () => {
      if (simulator.running()) {
        simulator.child.kill('SIGTERM')
        await simulator.line(ToldLine, 1, TOLD_MS_MAX + prepared.past_months * PAST_MONTH_MS_MAX)
      }
      const kept = await gateway.end()
      await simulator.end()
      return { kept, truth: Truth.parse(JSON.parse(readFileSync(truth_file, 'utf8'))) }
    }
    const kill = async () => void (await Promise.all([gateway.kill(), simulator.kill()]))
    return { gateway, fallen: Promise.race([gateway.fallen, fallen(simulator)]), end: once(over), kill }
  } catch (error) {
    await simulator.end()
    throw error
  }
}

function fallen({ child }: Program): Promise<never> {
  const promise = new Promise<never>((_, refuse) => {
    child.once('close', code => refuse(new CliError(`the simulated workshop ended by itself with code ${code}`)))
  })
  promise.catch(() => undefined)
  return promise
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= work()
    return running
  }
}
