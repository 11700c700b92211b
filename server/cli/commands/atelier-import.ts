import { withLedger } from '../context.ts'
import { importAtelier } from '../import-atelier.ts'
import { print } from '../output.ts'
import { readText } from '../text-file.ts'
import { unsignedIn, unsignedWords } from '../unsigned.ts'

const COUNTED = ['machines', 'members', 'organisations', 'tariffs', 'pools'] as const

export async function atelierImport(path: string, options: { json?: boolean }): Promise<void> {
  const text = readText('the atelier file', path)
  const { file, charter_unsigned } = await withLedger(async ledger => {
    const { file } = await importAtelier(ledger, text)
    const { members } = (await ledger.present()).directory
    const imported = file.members.flatMap(({ id }) => members.get(id) ?? [])
    return { file, charter_unsigned: unsignedIn(imported) }
  })
  const counts = Object.fromEntries(COUNTED.map(name => [name, file[name].length]))
  const words = COUNTED.map(name => `${counts[name]} ${name}`).join(', ')
  const said = [`Imported ${file.name}: ${words}.`, ...unsignedWords(charter_unsigned)]
  print({ site: file.site, ...counts, charter_unsigned }, said, options.json)
}
