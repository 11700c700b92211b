/** The dashboard is built once for a checkout, when it is first looked at, and again when its sources are newer. */
import { execFile } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CHECKOUT } from '../child.ts'
import { CliError } from '../output.ts'

const SOURCES = ['dashboard/**/*.{ts,tsx,css,html,svg,webmanifest}', 'package-lock.json']

export async function ensureDashboard(): Promise<void> {
  const built = join(CHECKOUT, 'dashboard/dist/index.html')
  if (existsSync(built) && statSync(built).mtimeMs > newestSource()) return
  try {
    await promisify(execFile)(
      process.execPath,
      [join(CHECKOUT, 'node_modules/vite/bin/vite.js'), 'build', 'dashboard', '--logLevel', 'error'],
      { cwd: CHECKOUT },
    )
  } catch (error) {
    throw new CliError(
      `the dashboard could not be built: ${(error as { stderr?: string }).stderr || (error as Error).message}`,
    )
  }
}

function newestSource(): number {
  const files = globSync(SOURCES, {
    cwd: CHECKOUT,
    exclude: path => path.includes('dist') || path.includes('node_modules'),
  })
  return Math.max(0, ...files.map(file => statSync(join(CHECKOUT, file)).mtimeMs))
}
