import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HEARD_PER_STATION } from '../limits.ts'
import { type AppendResult, type Incoming, Outbox } from './outbox.ts'

const open: Outbox[] = []
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close()
})

const freshFile = () => join(mkdtempSync(join(tmpdir(), 'outbox-')), 'outbox.sqlite')
const openOutbox = (file: string, bytes_max = 1e9, onKept = () => undefined as undefined) => {
  const outbox = new Outbox({ file, bytes_max, onKept })
  open.push(outbox)
  return outbox
}
const closeAll = () => {
  for (const outbox of open.splice(0)) outbox.close()
}
const message = (seq: number, more: Partial<Incoming> = {}): Incoming => ({
  station: 'juki-1',
  type: 'sample',
  boot: 1,
  seq,
  body: `{"boot":1,"seq":${seq}}`,
  ...more,
})
const kinds = (results: AppendResult[]) => results.map(result => result.kind)

describe('Outbox', () => {
  it('keeps messages in order, wakes its reader once a group, and gives pages', async () => {
    const onKept = vi.fn<() => undefined>()
    const outbox = openOutbox(freshFile(), 1e9, onKept)
    await Promise.all([1, 2, 3, 4, 5].map(seq => outbox.append(message(seq))))
    expect(onKept).toHaveBeenCalledTimes(1)
    const first = outbox.page(0, 3)
    expect(first.map(row => row.body)).toEqual(['{"boot":1,"seq":1}', '{"boot":1,"seq":2}', '{"boot":1,"seq":3}'])
    expect(outbox.page(first.at(-1)?.id ?? 0, 3).map(row => row.body)).toEqual([
      '{"boot":1,"seq":4}',
      '{"boot":1,"seq":5}',
    ])
  })

  it('knows a frame sent again: in the same group, later, after its removal, and after a restart', async () => {
    const file = freshFile()
    const outbox = openOutbox(file)
    expect(kinds(await Promise.all([outbox.append(message(1)), outbox.append(message(1))]))).toEqual(['kept', 'known'])
    outbox.remove(outbox.page(0, 10).map(row => row.id))
    outbox.flush()
    expect(await outbox.append(message(1))).toEqual({ kind: 'known' })
    closeAll()
    const again = openOutbox(file)
    expect(await again.append(message(1))).toEqual({ kind: 'known' })
    expect(again.page(0, 10)).toEqual([])
  })

  it.each([
    ['other content', { body: '{"boot":1,"seq":1,"x":1}' }],
    ['another type', { type: 'relay' }],
    ['another boot', { boot: 2 }],
    ['another station', { station: 'juki-2' }],
  ])('passes on %s under the same seq: only the server may judge it', async (_, more) => {
    const outbox = openOutbox(freshFile())
    await outbox.append(message(1))
    expect(await outbox.append(message(1, more))).toMatchObject({ kind: 'kept' })
    expect(outbox.waiting_count).toBe(2)
  })

  it('takes a lower seq that it has not heard: a frame that was damaged and sent again', async () => {
    const outbox = openOutbox(freshFile())
    await outbox.append(message(7))
    expect(await outbox.append(message(6))).toMatchObject({ kind: 'kept' })
  })

  it('never uses an id twice, even when empty', async () => {
    const file = freshFile()
    const outbox = openOutbox(file)
    const first = await outbox.append(message(1))
    outbox.remove(outbox.page(0, 1).map(row => row.id))
    closeAll()
    const second = await openOutbox(file).append(message(2))
    expect(first).toEqual({ kind: 'kept', id: 1 })
    expect(second).toEqual({ kind: 'kept', id: 2 })
  })

  it('refuses at its cap, across a restart too, and takes again once something left', async () => {
    const file = freshFile()
    const outbox = openOutbox(file, 400)
    expect(kinds(await Promise.all([1, 2, 3].map(seq => outbox.append(message(seq)))))).toEqual([
      'kept',
      'kept',
      'full',
    ])
    closeAll()
    const again = openOutbox(file, 400)
    expect(await again.append(message(3))).toEqual({ kind: 'full' })
    again.remove(again.page(0, 1).map(row => row.id))
    again.flush()
    expect(await again.append(message(3))).toMatchObject({ kind: 'kept' })
  })

  it('leaves half of its room to the others where the server takes nothing of a station', async () => {
    let refused: ReadonlySet<string> = new Set(['juki-2'])
    const outbox = new Outbox({ file: freshFile(), bytes_max: 800, onKept: () => undefined, refused: () => refused })
    open.push(outbox)
    const group = [1, 2, 3, 4].flatMap(seq => [message(seq, { station: 'juki-2' }), message(seq)])
    const results = kinds(await Promise.all(group.map(one => outbox.append(one))))
    expect(results).toEqual(['kept', 'kept', 'full', 'kept', 'full', 'kept', 'full', 'full'])
    refused = new Set()
    outbox.remove(outbox.page(0, 2).map(row => row.id))
    outbox.flush()
    expect(await outbox.append(message(2, { station: 'juki-2' }))).toMatchObject({ kind: 'kept' })
  })

  it('does not let a repetition fill it', async () => {
    const outbox = openOutbox(freshFile(), 400)
    await outbox.append(message(1))
    for (let again = 0; again < 10; again += 1) expect(await outbox.append(message(1))).toEqual({ kind: 'known' })
    expect(await outbox.append(message(2))).toMatchObject({ kind: 'kept' })
  })

  it('remembers a bounded number of identities', async () => {
    const file = freshFile()
    const outbox = openOutbox(file)
    await Promise.all(Array.from({ length: 5 * HEARD_PER_STATION }, (_, seq) => outbox.append(message(seq))))
    closeAll()
    const db = new Database(file, { readonly: true })
    const count = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM heard').get()?.count ?? 0
    db.close()
    expect(count).toBeGreaterThanOrEqual(HEARD_PER_STATION)
    expect(count).toBeLessThanOrEqual(2 * HEARD_PER_STATION)
  })

  it('refuses a file of another version, and one that another gateway holds', () => {
    const file = freshFile()
    openOutbox(file)
    expect(() => openOutbox(file)).toThrow(/locked/)
    const newer = freshFile()
    const db = new Database(newer)
    db.pragma('user_version = 99')
    db.close()
    expect(() => openOutbox(newer)).toThrow(/version 99/)
  })

  it('keeps nothing of a group whose commit fails, frees its room, and takes it when it comes again', async () => {
    const outbox = openOutbox(freshFile(), 400)
    const refusedByDisk = message(1.5) // STRICT: the statement throws, as it would on a full disk
    expect(kinds(await Promise.all([outbox.append(message(1)), outbox.append(refusedByDisk)]))).toEqual([
      'failed',
      'failed',
    ])
    expect(outbox.page(0, 10)).toEqual([])
    expect(kinds(await Promise.all([outbox.append(message(1)), outbox.append(message(2))]))).toEqual(['kept', 'kept'])
    expect(outbox.waiting_count).toBe(2)
  })
})
