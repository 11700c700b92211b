/** `check` and `set-address`: what they print and how they exit. */
import pino from 'pino'
import * as z from 'zod'
import { check } from './check/check.ts'
import { line } from './check/report.ts'
import { setAddress } from './check/set-address.ts'
import { METER_NAMES } from './drivers/registry.ts'
import { configOrExit, USAGE, wrong } from './usage.ts'

const CHECK_DEFAULT_s = 5
const quiet = pino({ level: 'silent' })
const print = (text: string) => void process.stdout.write(`${text}\n`)

type CheckOptions = { config: string; for?: string | undefined; json?: boolean | undefined }

/** Exit 1 when something is wrong with any part. */
export async function runCheck(options: CheckOptions): Promise<void> {
  const for_s = z.coerce
    .number()
    .positive()
    .max(3_600)
    .safeParse(options.for ?? CHECK_DEFAULT_s)
  if (!for_s.success) wrong(['--for: a number of seconds expected', ...USAGE])
  const config = configOrExit(options.config)
  // Live readings are for a person; a program waits for the result
  const live = (station: string, says: string) => {
    if (!options.json) print(`      ${station}: ${says}`)
  }
  const parts = await check(config, for_s.data * 1_000, live, quiet)
  const ok = parts.every(part => part.ok)
  if (options.json) print(JSON.stringify({ ok, parts }))
  else for (const part of parts) print(line(part))
  process.exitCode = ok ? 0 : 1
}

const Change = z.object({
  driver: z.enum(METER_NAMES),
  bus: z.string().min(1),
  baud: z.coerce.number().int().min(300).optional(),
  from: z.coerce.number().int().min(1).max(247),
  to: z.coerce.number().int().min(1).max(247),
})

export async function runSetAddress(options: Record<string, unknown>): Promise<void> {
  const change = Change.safeParse(options)
  if (!change.success) {
    return wrong([...change.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`), ...USAGE])
  }
  const { baud, ...rest } = change.data
  const result = await setAddress({ ...rest, ...(baud === undefined ? {} : { baud }) }, quiet)
  print(options.json ? JSON.stringify(result) : result.says)
  process.exitCode = result.ok ? 0 : 1
}
