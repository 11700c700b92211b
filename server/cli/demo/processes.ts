/** The simulated workshop and its gateway, as processes of their own; what they say and how they end. */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import { start } from '../child.ts'
import { CliError } from '../output.ts'
import { GATEWAY_ID, type Prepared } from './prepare.ts'

const READY_MS_MAX = 20_000
/** Long enough to send what was stored; a station that is not done by then has lost its server. */
const END_MS_MAX = 30_000
const STDERR_KEPT_CHARS = 4_000

const PortLine = z.object({ port: z.string(), station: z.string() })
const ReadyLine = z.object({ ready: z.literal(true) })
export const Truth = z.object({
  machines: z.array(
    z.object({ machine: z.string(), running_ms_true: z.number(), sessions: z.array(z.object({ member: z.string() })) }),
  ),
  messages_sent: z.int(),
  unacked: z.int(),
  badge_latencies_ms: z.array(z.number()),
})
export type Truth = z.infer<typeof Truth>

export type Program = {
  child: ChildProcess
  /** The first line of standard output that fits; rejects when the program ends or stays silent. */
  line<T>(schema: z.ZodType<T>, count: number): Promise<T[]>
  end(): Promise<void>
}

function program(name: string, child: ChildProcess): Program {
  const lines: unknown[] = []
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT_CHARS)
  })
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', text => {
      lines.push(parsed(text))
      child.emit('said')
    })
  }
  const ended = new Promise<void>(done => child.once('close', () => done()))
  return {
    child,
    line: (schema, count) => firstLines(name, child, lines, schema, count, () => stderr),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX)
      await ended
      clearTimeout(timer)
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function firstLines<T>(
  name: string,
  child: ChildProcess,
  lines: unknown[],
  schema: z.ZodType<T>,
  count: number,
  stderr: () => string,
): Promise<T[]> {
  return new Promise((done, refuse) => {
    const fail = (why: string) => finish(() => refuse(new CliError(`the ${name} ${why}\n${stderr()}`)))
    const timer = setTimeout(() => fail('does not get ready'), READY_MS_MAX)
    const look = () => {
      const fitting = lines.flatMap(line => {
        const result = schema.safeParse(line)
        return result.success ? [result.data] : []
      })
      if (fitting.length >= count) finish(() => done(fitting))
    }
    const onEnd = (code: number | null) => fail(`ended with code ${code}`)
    const finish = (then: () => void) => {
      clearTimeout(timer)
      child.off('said', look)
      child.off('close', onEnd)
      then()
    }
    child.on('said', look)
    child.on('close', onEnd)
    look()
  })
}

export type Workshop = { simulator: Program; gateway: Program; truth(): Truth }

/** Simulator first: it makes the serial ports that the gateway opens. */
export async function startWorkshop(
  directory: string,
  scenario: object,
  prepared: Prepared,
  mqtt: string,
): Promise<Workshop> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const scenario_file = join(directory, 'scenario.json')
  const truth_file = join(directory, 'truth.json')
  writeFileSync(scenario_file, JSON.stringify(scenario), { mode: 0o600 })
  const simulator = program(
    'simulated workshop',
    start('firmware-sim/main.ts', ['--scenario', scenario_file, '--truth', truth_file]),
  )
  try {
    const serial = prepared.stations.filter(one => one.transport === 'serial')
    const ports = await simulator.line(PortLine, serial.length)
    const config_file = join(directory, 'gateway.json')
    writeFileSync(config_file, JSON.stringify(gatewayConfig(directory, prepared, mqtt, ports)), { mode: 0o600 })
    const gateway = program('gateway', start('gateway/main.ts', ['--config', config_file]))
    await gateway.line(ReadyLine, 1)
    return { simulator, gateway, truth: () => Truth.parse(JSON.parse(readFileSync(truth_file, 'utf8'))) }
  } catch (error) {
    await simulator.end()
    throw error
  }
}

function gatewayConfig(directory: string, prepared: Prepared, mqtt: string, ports: z.infer<typeof PortLine>[]): object {
  return {
    site: prepared.file.site,
    gateway: GATEWAY_ID,
    ...prepared.gateway,
    badge_key: prepared.badge_key,
    mqtt: `mqtt://${mqtt}`,
    data: join(directory, 'gateway'),
    stations: ports.map(({ station, port }) => ({ id: station, driver: 'native', port })),
  }
}
