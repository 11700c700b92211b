/**
 * A process that writes to a ledger until it is killed. Each committed group is printed only after `commit` resolved:
 * `committed <first seq> <last seq>`. Usage: ledger-child.ts FILE commit|import [BOOT]
 */
import { writeSync } from 'node:fs'
import { openLedger } from '#server/ledger/ledger.ts'
import { emptyGroup, FACTS } from './ledger-lab.ts'

const [file = '', task, boot = '1'] = process.argv.slice(2)
const ledger = await openLedger({ file, role: task === 'commit' ? 'serve' : 'command' })
const GROUP = 20

// Straight to the descriptor: what is said must have left this process before it can be killed.
const say = (text: string): number => writeSync(1, `${text}\n`)

async function commitForever(): Promise<never> {
  let { head } = await ledger.present()
  for (let seq = 0; ; ) {
    const journal = Array.from({ length: GROUP }, (_, i) => ({
      ...{
        received_at_ms: 1,
        kind: 'up' as const,
        type: 'sample',
        disposition: 'late' as const,
        station: 's1',
        epoch: 1,
      },
      ...{ boot: Number(boot), seq: seq + i, at_ms: null, at_order: 0, payload: `{"seq":${seq + i}}` },
    }))
    const result = await ledger.commit({ ...emptyGroup(head), journal })
    if (result.kind === 'stale') head = (await ledger.present()).head
    else {
      say(`committed ${seq} ${seq + GROUP - 1}`)
      head = result.head
      seq += GROUP
    }
  }
}

async function importForever(): Promise<never> {
  for (let k = 0; ; k++) {
    await ledger.appendDirectory([{ type: 'import', facts: { ...FACTS, site: { ...FACTS.site, name: `${k}` } } }], k)
    say(`committed ${k} ${k}`)
  }
}

await (task === 'commit' ? commitForever() : importForever())
