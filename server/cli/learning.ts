/** The desk of learning for commands: the ledger and the telemetry of the data directory, also while `serve` runs on them. */
import type { MachineFacts } from '#server/domain/directory.ts'
import { createLearning, type Learning } from '#server/learning/desk.ts'
import { openTelemetry } from '#server/telemetry/open.ts'
import { telemetryConfig } from '../telemetry-config.ts'
import { withLedger } from './context.ts'
import { CliError, EXIT_USAGE } from './output.ts'

export const COMMAND_LINE = 'command-line'

/** Resolves the machine; one sentence where there is none, or where it has no meter. */
export function withLearning<T>(
  machine: string,
  work: (desk: Learning, facts: MachineFacts) => Promise<T>,
): Promise<T> {
  return withLedger(async (ledger, config) => {
    let { directory } = await ledger.load()
    const facts = directory.machines.get(machine)
    if (facts === undefined)
      throw new CliError(
        `there is no machine ${machine}; there are: ${[...directory.machines.keys()].join(', ') || 'none'}`,
      )
    if (facts.sensor === 'none') throw new CliError(`${machine} has no sensor: there is nothing to learn`)
    const store = await openTelemetry(telemetryConfig(config))
    try {
      const desk = createLearning({
        ...{ ledger, curves: store, directory: () => directory, online: () => false, now_ms: Date.now },
        append: async entry => {
          await ledger.appendDirectory([entry], Date.now())
          directory = (await ledger.load()).directory
        },
      })
      return await work(desk, facts)
    } finally {
      await store.close()
    }
  })
}

/** RFC 3339, or a date alone: its first moment in UTC. */
export function moment(text: string, option: string): number {
  const at_ms = Date.parse(text)
  if (Number.isNaN(at_ms))
    throw new CliError(`${option}: "${text}" is no time: write it as 2026-11-22T14:00:00+01:00`, EXIT_USAGE)
  return at_ms
}
