/**
 * A process that issues, mails and writes files until it is killed. `node issue-child.ts FILE OUT SMTP_URL`, then one line on its
 * standard input: `{"seed": 7, "step": "send", "times": 2}`: at the second sending it kills itself; `step` null: somebody else does.
 * Each step it comes to is a line of its output before it takes it, and each document that is out.
 */
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { smtpTransport } from '#server/billing/mail/transport.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { evening, openBooks, SENDER, type Step } from './issuing-life.ts'
import { seeded } from './seeded.ts'

export type Fate = { seed: number; step: Step | null; times: number }

const [file = '', out = '', url = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
const input = createInterface({ input: process.stdin })
flushCompileCache()
say('ready')
const [line] = await once(input, 'line')
input.close()
const fate = JSON.parse(line) as Fate
const random = seeded(fate.seed)
let times = 0
const ledger = await openLedger({ file })
const beside = new Database(file)
const life = {
  ...{ ledger, beside, out, transport: smtpTransport({ url, from: SENDER }) },
  at(step: Step) {
    say(step)
    if (step === fate.step && ++times === fate.times) process.kill(process.pid, 'SIGKILL')
  },
  batch: () => 1 + Math.floor(random() * 3),
  said: (documents: readonly { number: string }[]) => {
    for (const { number } of documents) say(`out ${number}`)
  },
}
const books = await openBooks(ledger)
while (await evening(life, books));
beside.close()
await ledger.close()
say('done')
process.exit(0)
