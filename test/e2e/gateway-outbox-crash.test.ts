import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { Outbox } from '#gateway/outbox/outbox.ts'
import { seeded } from '#test/support/seeded.ts'

const CHILD = resolve(import.meta.dirname, '../support/outbox-child.ts')
const KILLS = 20
const SEED = 20_261

describe('outbox under kill -9', () => {
  it('has everything that was acknowledged, and nothing twice', async () => {
    const random = seeded(SEED)
    const file = join(mkdtempSync(join(tmpdir(), 'outbox-crash-')), 'outbox.sqlite')
    let acked = 0
    /** every id a seq was ever seen under */
    const idsOf = new Map<number, Set<number>>()
    const see = (seq: number, id: number) => idsOf.set(seq, (idsOf.get(seq) ?? new Set()).add(id))

    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [CHILD, file, String(acked + 1)], { stdio: ['ignore', 'pipe', 'inherit'] })
      const lines = createInterface(child.stdout)
      lines.once('line', () => setTimeout(() => child.kill('SIGKILL'), random() * 60))
      lines.on('line', line => {
        const [word, first, second] = line.split(' ')
        if (word === 'acked') acked = Number(first)
        else see(Number(second), Number(first))
      })
      const [[code, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')])
      expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
    }

    const outbox = new Outbox({ file, bytes_max: 1e9, onKept: () => undefined })
    const waiting = outbox.page(0, 1e6)
    outbox.close()
    for (const { id, body } of waiting) see(JSON.parse(body).seq, id)
    expect(acked).toBeGreaterThan(KILLS)
    expect(waiting.length).toBeGreaterThan(0)
    const missing = Array.from({ length: acked }, (_, index) => index + 1).filter(seq => !idsOf.has(seq))
    expect(missing).toEqual([])
    expect([...idsOf].filter(([, ids]) => ids.size > 1)).toEqual([])
  })
})
