import { runForeground } from '../child.ts'

export async function runGateway(options: { config: string }): Promise<void> {
  process.exitCode = await runForeground('gateway/main.ts', ['--config', options.config])
}
