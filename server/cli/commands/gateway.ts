import { runForeground } from '../child.ts'

/** A gateway's messages die young: with V8's own 16 MB for them 30 stations take 152 MB, with this 125. */
const NODE_OPTIONS = ['--max-semi-space-size=2']

export async function runGateway(options: { config: string }): Promise<void> {
  process.exitCode = await runForeground('gateway/main.ts', ['--config', options.config], NODE_OPTIONS)
}

export async function checkGateway(options: { config: string; for?: number; json?: boolean }): Promise<void> {
  const args = ['check', '--config', options.config]
  if (options.for !== undefined) args.push('--for', String(options.for))
  if (options.json) args.push('--json')
  process.exitCode = await runForeground('gateway/main.ts', args)
}
