import { withLedger } from '../context.ts'
import { atelierFile } from '../export-atelier.ts'

/** Always JSON: the file is the result. */
export async function atelierExport(options: { json?: boolean }): Promise<void> {
  const file = await withLedger(async ledger => {
    const [persons, contacts, banks, mandates] = await Promise.all([
      ledger.persons(),
      ledger.contacts(),
      ledger.banks(),
      ledger.mandates(),
    ])
    return atelierFile((await ledger.present()).directory, { persons, contacts, banks, mandates })
  })
  process.stdout.write(`${JSON.stringify(file, null, options.json === true ? 0 : 2)}\n`)
}
