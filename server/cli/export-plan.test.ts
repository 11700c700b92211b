import { expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from '#server/ingest/atelier/parse.ts'
import { atelierFile } from './export-atelier.ts'

const ROOM = { width_cm: 1_200, depth_cm: 800, zones: [{ name: 'Couture', x: 0, y: 0, width: 40, depth: 100 }] }
const SITE = { navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris' }

function read(file: object, present: Directory = emptyDirectory()): Directory {
  const parsed = parseAtelier(JSON.stringify({ ...SITE, ...file }), present, 'ab'.repeat(32))
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return applyEntry(present, { type: 'import', facts: parsed.facts }).directory
}
const written = (directory: Directory) =>
  atelierFile(directory, { persons: [], contacts: [], banks: [], mandates: [] }) as {
    room?: unknown
    machines: { place?: unknown }[]
  }

it('a plan goes out with the atelier and comes back the same', () => {
  const file = { room: ROOM, machines: [{ id: 'm', place: { x: 12.5, y: 40 } }, { id: 'n' }] }
  const out = written(read(file))
  expect(out.room).toEqual(ROOM)
  expect(out.machines.map(({ place }) => place)).toEqual([{ x: 12.5, y: 40 }, undefined])
  expect(written(read(out))).toEqual(out)
})

it('a file that says nothing of the plan leaves what was drawn on the screen; null takes it back', () => {
  const drawn = read({ room: ROOM, machines: [{ id: 'm', place: { x: 1, y: 2 } }] })
  const kept = read({ machines: [{ id: 'm' }] }, drawn)
  expect([kept.site?.room, kept.machines.get('m')?.place]).toEqual([ROOM, { x: 1, y: 2 }])
  const gone = read({ room: null, machines: [{ id: 'm', place: null }] }, kept)
  expect([gone.site?.room, gone.machines.get('m')?.place]).toEqual([null, null])
})

it('a machine out of use goes out as such, stays so under a file that says nothing of it, and comes back by null', () => {
  const sold = read({ machines: [{ id: 'm', retired: '2026-11-22' }, { id: 'n' }] })
  const out = written(sold) as { machines: { retired?: unknown }[] }
  expect(out.machines.map(({ retired }) => retired)).toEqual(['2026-11-22', undefined])
  expect(written(read(out))).toEqual(out)
  expect(read({ machines: [{ id: 'm' }] }, sold).machines.get('m')?.retired).toBe('2026-11-22')
  expect(read({ machines: [{ id: 'm', retired: null }] }, sold).machines.get('m')?.retired).toBeNull()
  const m = sold.machines.get('m')
  if (m === undefined) throw new Error('the file has it')
  const out_of_use = [{ from: '2026-01-05', to: '2026-02-01' }]
  const lent = { ...sold, machines: new Map([['m', { ...m, out_of_use }]]) }
  expect(read({ machines: [{ id: 'm' }] }, lent).machines.get('m')?.out_of_use).toEqual(out_of_use)
})
