/** Each docs/ateliers/*.json is an atelier the program takes, composed of parts it knows (ateliers.md). */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '#gateway/config.ts'
import { composedStation, plugsOf, type Wiring, wiringOf } from '#server/cli/demo/wiring.ts'
import { AtelierFile } from '#server/contract/atelier.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import { readExample, readExamples } from '#server/first-start.ts'
import { parseAtelier } from '#server/ingest/atelier/parse.ts'

const FOLDER = join(import.meta.dirname, '../../docs/ateliers')
const KEY = '5a'.repeat(32)
const files = readdirSync(FOLDER).filter(name => name.endsWith('.json'))
const textOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const wiringsOf = (name: string): { id: string; wiring: Wiring }[] =>
  AtelierFile.parse(JSON.parse(textOf(name))).machines.map((machine, i) => ({
    id: machine.id,
    wiring: wiringOf(machine, i),
  }))

describe.each(files)('%s', name => {
  it('is imported without a problem, under its own slug', () => {
    expect(parseAtelier(textOf(name), emptyDirectory(), KEY)).toMatchObject({ kind: 'facts' })
    expect(AtelierFile.parse(JSON.parse(textOf(name))).site).toBe(name.replace('.json', ''))
  })

  it('is wired with what a gateway takes', () => {
    const stations = wiringsOf(name).flatMap(({ id, wiring }) =>
      wiring === 'mqtt'
        ? []
        : wiring === 'serial'
          ? [{ id, driver: 'native', port: `/dev/${id}` }]
          : [composedStation(id, wiring, '/dev')],
    )
    const gateway = { site: 'a', gateway: 'g', principal: 'a.g', token: 't', badge_key: KEY, mqtt: 'mqtt://h:1' }
    expect(parseConfig({ ...gateway, data: 'd', stations })).toMatchObject({ kind: 'ok' })
  })
})

it('chaos has every device there is, several meters on one line, and a tool without a sensor', () => {
  const wirings = wiringsOf('chaos.json').map(({ wiring }) => wiring)
  const parts = wirings.filter(wiring => typeof wiring === 'object')
  const drivers = new Set(
    parts.flatMap(({ reader, meter, relay }) => [reader, meter, relay].flatMap(part => part?.driver ?? [])),
  )
  expect(drivers).toEqual(new Set(['rdm6300', 'uid-lines', 'pzem-004t', 'sdm120', 'lcus-1', 'shelly', 'tasmota']))
  expect(wirings).toEqual(expect.arrayContaining(['serial', 'mqtt']))
  expect(plugsOf(wirings)).toHaveLength(3)
  const buses = parts.flatMap(({ meter }) => (meter !== undefined && 'bus' in meter ? [meter.bus] : []))
  expect(buses.length).toBeGreaterThan(new Set(buses).size)
  expect(parts.some(({ reader, meter, relay }) => reader && !meter && !relay)).toBe(true)
  expect(parts.some(({ reader, meter, relay }) => !reader && meter && !relay)).toBe(true)
})

it('whoever begins is offered each of them but chaos, which is there for who asks for it', () => {
  const slugs = files.map(name => name.replace('.json', ''))
  expect(new Set(readExamples(FOLDER).map(({ slug }) => slug))).toEqual(new Set(slugs).difference(new Set(['chaos'])))
  expect(readExample(FOLDER, 'chaos')).toBe(textOf('chaos.json'))
})
