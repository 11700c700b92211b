/** Issues a month's drafts one after the other until it is killed. `node issue-child.ts FILE`: one line for each that is out. */

import { draftsOf } from '#server/accounts/drafts.ts'
import { issue } from '#server/accounts/issue.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { OCTOBER, partsOf } from './invoice-lab.ts'

const [file = ''] = process.argv.slice(2)
const ledger = await openLedger({ file })
const parts = await partsOf(ledger)
const made = await draftsOf(parts, OCTOBER)
if (made.kind !== 'drafts') throw new Error(JSON.stringify(made))
process.stdout.write('ready\n')
for (const { key } of made.drafts) {
  const outcome = await issue(parts, { period: OCTOBER, by: 'tresor', keys: [key], drafts_hash: null })
  if (outcome.kind === 'issued') process.stdout.write(`${outcome.documents[0]?.number} ${key}\n`)
}
await ledger.close()
