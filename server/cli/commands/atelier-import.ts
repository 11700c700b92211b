import { readFileSync } from 'node:fs'
import { withLedger } from '../context.ts'
import { importAtelier } from '../import-atelier.ts'
import { print, readText } from '../output.ts'

const COUNTED = ['machines', 'members', 'organisations', 'tariffs', 'pools'] as const

export async function atelierImport(path: string, options: { json?: boolean }): Promise<void> {
  const text = readText('the atelier file', path, file => readFileSync(file, 'utf8'))
  const { file } = await withLedger(ledger => importAtelier(ledger, text))
  const counts = Object.fromEntries(COUNTED.map(name => [name, file[name].length]))
  const words = COUNTED.map(name => `${counts[name]} ${name}`).join(', ')
  print({ site: file.site, ...counts }, [`Imported ${file.name}: ${words}.`], options.json)
}
