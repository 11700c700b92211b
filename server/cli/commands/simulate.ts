import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runForeground } from '../child.ts'
import { rehearse } from '../demo/rehearsal.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE } from '../output.ts'

type Options = {
  scenario?: string
  seed?: number
  for?: number
  truth?: string
  chaos?: boolean
  atelier: string
  runs: number
}

/** Long enough for every kind of trouble to come round. */
const CHAOS_FOR_S = 40

export async function simulate(options: Options): Promise<void> {
  if (options.scenario === undefined && options.chaos === true) return chaos(options)
  if (options.scenario === undefined) throw new CliError('either --scenario FILE or --chaos', EXIT_USAGE)
  const args = ['--scenario', options.scenario]
  if (options.seed !== undefined) args.push('--seed', String(options.seed))
  if (options.for !== undefined) args.push('--for', String(options.for))
  if (options.truth !== undefined) args.push('--truth', options.truth)
  if (options.chaos === true) args.push('--chaos')
  process.exitCode = await runForeground('firmware-sim/main.ts', args)
}

/** A workshop of its own for each seed, on real transports; what breaks is named with its seed (issue 3 §9). */
async function chaos({ atelier, seed: first = 1, runs, for: seconds = CHAOS_FOR_S }: Options): Promise<void> {
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  for (let seed = first; seed < first + runs && !interrupted.signal.aborted; seed += 1) {
    const data = mkdtempSync(join(tmpdir(), 'navette-chaos-'))
    try {
      const options = { atelier, for: seconds, port: 0, seed, data, chaos: true, pastMonths: 1 }
      const result = await rehearse({ options, say: () => undefined, interrupted: interrupted.signal })
      if (result === null || result.ok) {
        const told = `${result?.committed ?? 0} messages, ${result?.sessions ?? 0} sessions`
        process.stdout.write(`seed ${seed}: every invariant holds (${told})\n`)
      } else {
        process.stdout.write(`seed ${seed}: BROKEN: ${result.broken.join('; ')}\n`)
        process.exitCode = EXIT_FAILED
      }
    } finally {
      rmSync(data, { recursive: true, force: true })
    }
  }
}
