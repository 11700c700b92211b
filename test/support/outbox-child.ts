/**
 * Appends and drains an outbox until it is killed. `node outbox-child.ts FILE FROM` starts at seq FROM, as a station that
 * was not acknowledged beyond it would. Standard output: `acked SEQ` and `sent ID SEQ`, written before anything else happens.
 */
import { writeSync } from 'node:fs'
import { Outbox } from '#gateway/outbox/outbox.ts'

const [file = '', from = '1'] = process.argv.slice(2)
const GROUP = 5
const PAGE_ROWS = 7

const outbox = new Outbox({ file, bytes_max: 1e9, onKept: () => undefined })

async function append(seq: number): Promise<void> {
  const result = await outbox.append({
    station: 'juki-1',
    type: 'sample',
    boot: 1,
    seq,
    body: `{"boot":1,"seq":${seq}}`,
  })
  if (result.kind !== 'kept' && result.kind !== 'known') throw new Error(result.kind)
  writeSync(1, `acked ${seq}\n`)
}

let cursor_id = 0
for (let seq = Number(from); ; seq += GROUP) {
  await Promise.all(Array.from({ length: GROUP }, (_, index) => append(seq + index)))
  const rows = outbox.page(cursor_id, PAGE_ROWS)
  cursor_id = rows.at(-1)?.id ?? cursor_id
  for (const { id, body } of rows) writeSync(1, `sent ${id} ${JSON.parse(body).seq}\n`)
  // Half of them stay, so that there is always something waiting when the end comes.
  outbox.remove(rows.filter(row => row.id % 2 === 0).map(row => row.id))
}
