import { runForeground } from '../child.ts'

export async function runGateway(options: { config: string }): Promise<void> {
  process.exitCode = await runForeground('gateway/main.ts', ['--config', options.config])
}

export async function checkGateway(options: { config: string; for?: number; json?: boolean }): Promise<void> {
  const args = ['check', '--config', options.config]
  if (options.for !== undefined) args.push('--for', String(options.for))
  if (options.json) args.push('--json')
  process.exitCode = await runForeground('gateway/main.ts', args)
}
