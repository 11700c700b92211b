import { describe, expect, it } from 'vitest'
import { applyEntries, applyEntry } from './apply.ts'
import { atelier } from './metering/testing.ts'
import { refusalOf } from './who/refusal.ts'

const ROOM = { width_cm: 1_200, depth_cm: 800, zones: [{ name: 'Couture', x: 0, y: 0, width: 40, depth: 100 }] }
const place = (machine: string, to: { x: number; y: number } | null) => ({
  type: 'places-set' as const,
  places: [{ machine, place: to }],
  by: 'malik',
})

describe('the floor plan', () => {
  it('puts a machine down, moves it and takes it off again; nothing else of it changes', () => {
    const before = atelier()
    const placed = applyEntries(before, [place('juki-1', { x: 1, y: 2 }), place('juki-1', { x: 30, y: 40.5 })])
    expect(placed.directory.machines.get('juki-1')).toEqual({
      ...before.machines.get('juki-1'),
      place: { x: 30, y: 40.5 },
    })
    expect(applyEntry(placed.directory, place('juki-1', null)).directory.machines).toEqual(before.machines)
  })

  it('draws the room and takes the drawing back, and leaves machines where they stand', () => {
    const drawn = applyEntries(atelier(), [
      place('juki-1', { x: 1, y: 2 }),
      { type: 'room-set', room: ROOM, by: 'malik' },
    ]).directory
    expect(drawn.site?.room).toEqual(ROOM)
    const bare = applyEntry(drawn, { type: 'room-set', room: null, by: 'malik' }).directory
    expect(bare.site?.room).toBeNull()
    expect(bare.machines).toBe(drawn.machines)
  })

  it('refuses a place for a machine that is not there', () => {
    expect(refusalOf(atelier(), place('juki-9', null))).toMatchObject({ code: 'no-machine', params: { id: 'juki-9' } })
    expect(refusalOf(atelier(), place('juki-1', null))).toBeNull()
  })
})
