/** What stations are given unasked: config, offline list, time (contract §1, Down). On a clock of the test's own. */
import { expect, test } from 'vitest'
import type { Downlink } from '#server/contract/downlink.ts'
import { applyEntry } from '#server/domain/apply.ts'
import { type Directory, emptyDirectory, type MachineFacts } from '#server/domain/directory.ts'
import { directoryEntries } from '#test/support/uplink-lab.ts'
import { StationFiles } from './stations.ts'
import { TimeTeller } from './time.ts'

const HOUR_MS = 3_600_000
const T0 = Date.UTC(2026, 9, 5, 8)

class Desk {
  now_ms = T0
  readonly sent: (Downlink & { at_ms: number })[] = []
  readonly clock = { now_ms: () => this.now_ms }
  readonly downlink = { send: (one: Downlink) => void this.sent.push({ ...one, at_ms: this.now_ms }) }
  lists(station: string) {
    return this.sent.filter(one => one.type === 'list').filter(one => one.station === station)
  }
}

function directoryWith(changes: Record<string, Partial<MachineFacts>>): Directory {
  let directory = emptyDirectory()
  for (const entry of directoryEntries(Object.keys(changes))) ({ directory } = applyEntry(directory, entry))
  for (const [station, more] of Object.entries(changes)) {
    const machine = directory.machines.get(`m-${station}`)
    if (machine !== undefined) directory.machines.set(machine.id, { ...machine, ...more })
  }
  return directory
}

test('a list is issued again long before it runs out, each machine by its own hours', () => {
  const desk = new Desk()
  const directory = directoryWith({ press: {}, kiln: { offline: { start: true, hours: 4 } } })
  const files = new StationFiles(desk.downlink, desk.clock)
  for (; desk.now_ms <= T0 + 48 * HOUR_MS; desk.now_ms += 60_000) files.refresh(directory)
  expect(desk.lists('press').map(({ at_ms }) => (at_ms - T0) / HOUR_MS)).toEqual([0, 24, 48])
  expect(desk.lists('kiln').map(({ at_ms }) => (at_ms - T0) / HOUR_MS)).toEqual(Array.from({ length: 49 }, (_, h) => h))
  for (const { payload, at_ms } of desk.lists('kiln')) {
    expect(payload).toMatchObject({ issued_at_ms: at_ms, valid_until_ms: at_ms + 4 * HOUR_MS })
  }
})

test('a machine nobody starts offline has an empty list, and its config says so', () => {
  const desk = new Desk()
  const directory = directoryWith({ cutter: { offline: { start: false, hours: null } }, press: {} })
  new StationFiles(desk.downlink, desk.clock).refresh(directory)
  const said = (station: string) => desk.sent.filter(one => one.station === station).map(({ payload }) => payload)
  expect(said('cutter')).toMatchObject([{ offline_start: false }, { entries: [] }])
  expect(said('press')).toMatchObject([{ offline_start: true }, { entries: [['a'.repeat(16), T0 + 168 * HOUR_MS]] }])
})

test.each([[35], [0]])(
  'what a machine was taught to draw with its motor off goes down with its config: %i mA',
  standby_mA => {
    const configFor = (taught: object) => {
      const desk = new Desk()
      const directory = directoryWith({ press: {} })
      for (const [id, profile] of directory.profiles) directory.profiles.set(id, { ...profile, ...taught })
      new StationFiles(desk.downlink, desk.clock).refresh(directory)
      return desk.sent.find(({ type }) => type === 'config')?.payload
    }
    expect(configFor({ standby_mA })).toMatchObject({ standby_mA })
    expect(configFor({})).not.toHaveProperty('standby_mA')
  },
)

test('another policy is another list at once', () => {
  const desk = new Desk()
  const files = new StationFiles(desk.downlink, desk.clock)
  files.refresh(directoryWith({ press: {} }))
  desk.now_ms += 1_000
  files.refresh(directoryWith({ press: { offline: { start: true, hours: 2 } } }))
  const [, second] = desk.lists('press')
  expect(second?.payload).toMatchObject({ valid_until_ms: desk.now_ms + 2 * HOUR_MS })
})

test('the time is told after a hello and every 60 s to who is there', () => {
  const desk = new Desk()
  const time = new TimeTeller(desk.downlink, desk.clock)
  time.tell('press')
  let there = true
  for (let second = 1; second <= 300; second++) {
    desk.now_ms = T0 + second * 1_000
    there = second < 200
    if (there) time.heard('press')
    time.tick(() => there)
  }
  expect(desk.sent.map(({ at_ms }) => (at_ms - T0) / 1_000)).toEqual([0, 60, 120, 180])
  expect(desk.sent.map(({ payload }) => payload)).toEqual([0, 60, 120, 180].map(s => ({ epoch_ms: T0 + s * 1_000 })))
})
