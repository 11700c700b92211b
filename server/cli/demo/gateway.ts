/** The demonstration's gateway: its gateway.json, its process, and, in a chaos, its sudden deaths. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { start } from '../child.ts'
import { CliError } from '../output.ts'
import { GATEWAY_ID, type Prepared } from './prepare.ts'
import { type Program, program } from './program.ts'
import { composedStation } from './wiring.ts'

export const Kept = z.object({ ended: z.literal(true), kept: z.int(), waiting: z.int() })
export type Kept = z.infer<typeof Kept>
const ReadyLine = z.object({ ready: z.literal(true) })

export type Gateway = {
  /** rejects when it ends and nobody ended it */
  fallen: Promise<never>
  /** as a power cut does, and on again */
  dieAndComeBack(): Promise<void>
  /** what its outbox took over all its lives */
  end(): Promise<Kept>
  kill(): Promise<void>
}

export type GatewayPlan = {
  directory: string
  prepared: Prepared
  /** where it finds the server */
  mqtt: string
  /** the serial ports of native stations */
  ports: { port: string; station: string }[]
}

export async function startGateway(plan: GatewayPlan): Promise<Gateway> {
  const file = join(plan.directory, 'gateway.json')
  writeFileSync(file, JSON.stringify(configOf(plan)), { mode: 0o600 })
  let wanted = true
  let fall: (error: Error) => void
  const fallen = new Promise<never>((_, refuse) => {
    fall = refuse
  })
  fallen.catch(() => undefined)
  const begin = async (): Promise<Program> => {
    const one = program('gateway', start('gateway/main.ts', ['--config', file]))
    one.child.once('close', code => {
      if (wanted) fall(new CliError(`the gateway ended by itself with code ${code}`))
    })
    try {
      await one.line(ReadyLine, 1)
    } catch (error) {
      await one.kill()
      throw error
    }
    return one
  }
  let running = await begin()
  return {
    fallen,
    async dieAndComeBack() {
      wanted = false
      await running.kill()
      wanted = true
      running = await begin()
    },
    async end() {
      wanted = false
      await running.end()
      return running.last(Kept) ?? { ended: true, kept: 0, waiting: 0 }
    },
    kill() {
      wanted = false
      return running.kill()
    },
  }
}

function configOf({ directory, prepared, mqtt, ports }: GatewayPlan): object {
  const composed = prepared.stations.flatMap(({ station, wiring }) =>
    typeof wiring === 'object' ? [composedStation(station, wiring, portsIn(directory))] : [],
  )
  return {
    site: prepared.file.site,
    gateway: GATEWAY_ID,
    ...prepared.gateway,
    badge_key: prepared.badge_key,
    mqtt: `mqtt://${mqtt}`,
    data: join(directory, 'gateway'),
    stations: [...ports.map(({ station, port }) => ({ id: station, driver: 'native', port })), ...composed],
  }
}

/** Where the simulated parts' ports have their stable names. */
export const portsIn = (directory: string): string => join(directory, 'ports')
