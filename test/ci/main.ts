/** `again REPORT`: the files to run once more, a line each. `totals REPORT [REPORT]`: what `.ci/run` ends with. */
import { existsSync, readFileSync } from 'node:fs'
import { mayRunAgain, type Report, totals } from './reports.ts'

const read = (file: string): Report => JSON.parse(readFileSync(file, 'utf8'))

const [what, first = '', second = ''] = process.argv.slice(2)
const lines =
  what === 'again' ? mayRunAgain(read(first)) : totals(read(first), existsSync(second) ? read(second) : null)
for (const line of lines) console.log(line)
