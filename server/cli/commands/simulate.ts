import { runForeground } from '../child.ts'

type Options = { scenario: string; seed?: number; for?: number; truth?: string }

export async function simulate(options: Options): Promise<void> {
  const args = ['--scenario', options.scenario]
  if (options.seed !== undefined) args.push('--seed', String(options.seed))
  if (options.for !== undefined) args.push('--for', String(options.for))
  if (options.truth !== undefined) args.push('--truth', options.truth)
  process.exitCode = await runForeground('firmware-sim/main.ts', args)
}
