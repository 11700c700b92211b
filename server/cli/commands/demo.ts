/** `npm run demo`: everything at once on embedded parts, and, with --for, a check of itself (contract §5). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { DemoReport } from '../demo/check.ts'
import { type RehearsalOptions, rehearse } from '../demo/rehearsal.ts'
import { EXIT_FAILED } from '../output.ts'

type Options = Omit<RehearsalOptions, 'data'> & { data?: string; json?: boolean }

export async function demo(options: Options): Promise<void> {
  const data = options.data === undefined ? mkdtempSync(join(tmpdir(), 'navette-demo-')) : resolve(options.data)
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  try {
    const result = await rehearse({ options: { ...options, data }, say, interrupted: interrupted.signal })
    if (result === null) return
    process.stdout.write(options.json === true ? `${JSON.stringify(result)}\n` : `${summary(result)}\n`)
    if (!result.ok) process.exitCode = EXIT_FAILED
  } finally {
    if (options.data === undefined) rmSync(data, { recursive: true, force: true })
  }
}

function summary(result: DemoReport): string {
  const troubled = result.machines.filter(one => one.unheard_ms > 0)
  return [
    `${result.committed} of ${result.messages} messages committed, ${result.quarantined} in quarantine, ${result.sessions} sessions`,
    `metered ${result.running_ms_metered} ms of ${result.running_ms_true} ms really run (error ${(result.metering_error_ratio * 100).toFixed(3)} %)`,
    ...troubled.map(
      one =>
        `  without ${one.machine}: its sensor was not there for ${one.unheard_ms} ms (${one.running_ms_metered} of ${one.running_ms_true} ms)`,
    ),
    `shared ${result.shared_cents} of ${result.pools_cents} cents`,
    result.ok ? 'The check holds.' : `THE CHECK DOES NOT HOLD: ${result.broken.join('; ')}.`,
  ].join('\n')
}
