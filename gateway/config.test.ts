import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConfig, readConfig } from './config.ts'

const GOOD = {
  site: 'gouttes-d-or',
  gateway: 'gw-1',
  principal: 'gouttes-d-or.gw-1',
  token: 'secret',
  badge_key: 'ab'.repeat(32),
  mqtt: 'mqtt://127.0.0.1:1883',
  data: 'gw-data',
  stations: [{ id: 'juki-1', driver: 'native', port: '/dev/serial/by-id/juki' }],
}
const pathsOf = (raw: unknown) => {
  const result = parseConfig(raw)
  return result.kind === 'wrong' ? result.errors.map(error => error.path) : []
}

describe('gateway.json', () => {
  it('fills in what the contract gives: 115 200 baud', () => {
    const result = parseConfig(GOOD)
    expect(result).toMatchObject({ kind: 'ok', config: { stations: [{ baud: 115_200 }] } })
  })

  it('lists every error with its path, those across fields too', () => {
    const paths = pathsOf({
      ...GOOD,
      principal: 'gouttes-d-or.other',
      badge_key: 'short',
      mqtt: 'http://x',
      ca: 'ca.pem',
      unknown: 1,
      stations: [
        { id: 'Juki', driver: 'rdm', port: '/dev/a', baud: 1 },
        { id: 'b', driver: 'native', port: '/dev/a' },
        { id: 'gw-1', driver: 'native', port: '/dev/c' },
      ],
    })
    expect(paths.toSorted()).toEqual(
      [
        '',
        'badge_key',
        'ca',
        'mqtt',
        'principal',
        'stations[0].baud',
        'stations[0].driver',
        'stations[0].id',
        'stations[1].port',
        'stations[2].id',
      ].toSorted(),
    )
  })

  it('takes a door for plugs, each of which some station names', () => {
    const station = { id: 's', meter: { driver: 'shelly', plug: 'p1' } }
    const token_sha256 = 'ab'.repeat(32)
    const door = (listen: string, ...ids: string[]) => ({
      ...{ ...GOOD, stations: [station] },
      plugs: { listen, accounts: ids.map(id => ({ id, token_sha256 })) },
    })
    expect(pathsOf(door('0.0.0.0:1884', 'p1'))).toEqual([])
    expect(pathsOf(door('[::]:1884', 'p1'))).toEqual([])
    expect(pathsOf(door('192.168.1.10', 'p1', 'p1', 'p2')).toSorted()).toEqual([
      'plugs.accounts[1].id',
      'plugs.accounts[2].id',
      'plugs.listen',
    ])
    expect(pathsOf({ ...door('a:1', 'p1'), plugs: { listen: 'a:99999', accounts: [] } })).toEqual([
      'plugs.listen',
      'plugs.accounts',
    ])
  })

  it('takes stations of bought parts, several meters on a line', () => {
    const meter = { driver: 'pzem-004t', bus: '/dev/bus', address: 1 }
    const stations = [
      {
        id: 'a',
        reader: { driver: 'rdm6300', port: '/dev/r' },
        meter,
        relay: { driver: 'lcus-1', port: '/dev/l' },
      },
      { id: 'b', meter: { ...meter, address: 2 } },
      { id: 'c', meter: { driver: 'sdm120', bus: '/dev/bus', address: 3, baud: 9_600 } },
      { id: 'd', reader: { driver: 'uid-lines', port: '/dev/u' } },
    ]
    expect(pathsOf({ ...GOOD, stations })).toEqual([])
  })

  it('lists every error of composed stations with its path', () => {
    const meter = { driver: 'pzem-004t', bus: '/dev/bus', address: 1 }
    const reader = { driver: 'rdm6300', port: '/dev/r' }
    const relay = { driver: 'lcus-1', port: '/dev/l' }
    const result = parseConfig({
      ...GOOD,
      stations: [
        { id: 'a', reader, meter, relay },
        { id: 'b', reader, meter: { ...meter, driver: 'sdm120' }, relay: { ...relay, port: '/dev/bus' } },
        { id: 'c', reader: { driver: 'rdm', port: '/dev/c' }, meter: { ...meter, address: 248 } },
        { id: 'd', relay: { ...relay, port: '/dev/d' } },
        { id: 'e', reader: { ...reader, port: '/dev/e' }, relay: { ...relay, port: '/dev/f' }, colour: 'red' },
        'f',
      ],
    })
    const errors = result.kind === 'wrong' ? result.errors.map(({ path, message }) => `${path}: ${message}`) : []
    expect(errors).toEqual(
      expect.arrayContaining([
        'stations[1].reader.port: already used by stations[0].reader',
        'stations[1].meter.address: already used by stations[0].meter.address',
        'stations[1].relay.port: is the line of a meter: no other part fits there',
        expect.stringMatching(/^stations\[1\]\.meter\.baud: 2400 baud, but another meter on this line has 9600/),
        expect.stringMatching(/^stations\[2\]\.reader\.driver: /),
        expect.stringMatching(/^stations\[2\]\.meter\.address: /),
        'stations[3]: a reader or a meter expected',
        expect.stringMatching(/^stations\[3\]\.relay: needs a meter/),
        'stations[3].relay: needs a reader: nothing else may close it',
        expect.stringMatching(/^stations\[4\]: .*colour/),
        expect.stringMatching(/^stations\[5\]: /),
      ]),
    )
  })

  it('takes a plug as meter and relay of one station, and of no other', () => {
    const supply = { no_volt_release: true, machine_A: 4, machine_inrush_A: 24, plug_A: 10, plug_inrush_A: 80 }
    const reader = { driver: 'rdm6300', port: '/dev/r' }
    const shelly = { driver: 'shelly', plug: 'p1' }
    const station = { id: 'a', reader, meter: shelly, relay: { ...shelly, supply } }
    expect(pathsOf({ ...GOOD, stations: [station] })).toEqual([])
    const second = (rest: object) => pathsOf({ ...GOOD, stations: [station, { id: 'b', ...rest }] })
    expect(second({ meter: shelly })).toEqual(['stations[1].meter.plug'])
    expect(second({ meter: { driver: 'shelly', plug: 'P 1' } })).toEqual(['stations[1].meter.plug'])
    expect(pathsOf({ ...GOOD, stations: [{ ...station, relay: { driver: 'tasmota', plug: 'p1' } }] })).toEqual([
      'stations[0].relay.driver',
    ])
    const unsaid = { ...station, relay: { ...shelly, supply: { ...supply, plug_A: 0 } } }
    expect(pathsOf({ ...GOOD, stations: [unsaid] })).toEqual(['stations[0].relay.supply.plug_A'])
  })

  it.each([
    ['mqtt://host', true],
    ['mqtts://[::1]:8883', true],
    ['mqtt://', false],
    ['ws://host:1', false],
    ['host:1883', false],
    ['mqtt://host:1883/path', false],
  ])('%s', (mqtt, good) => {
    expect(pathsOf({ ...GOOD, mqtt })).toEqual(good ? [] : ['mqtt'])
  })

  it.each([[null], [[]], ['text'], [{}]])('refuses %j without throwing', raw => {
    expect(pathsOf(raw).length).toBeGreaterThan(0)
  })

  it('resolves paths from where the file lies and says why a file cannot be read', () => {
    const dir = mkdtempSync(join(tmpdir(), 'gw-config-'))
    writeFileSync(join(dir, 'gateway.json'), JSON.stringify({ ...GOOD, mqtt: 'mqtts://host:8883', ca: 'ca.pem' }))
    const result = readConfig(join(dir, 'gateway.json'))
    expect(result).toMatchObject({ kind: 'ok', config: { data: join(dir, 'gw-data'), ca: join(dir, 'ca.pem') } })
    expect(readConfig(join(dir, 'absent.json'))).toMatchObject({ kind: 'wrong' })
    writeFileSync(join(dir, 'broken.json'), '{')
    expect(readConfig(join(dir, 'broken.json'))).toMatchObject({ kind: 'wrong' })
  })
})
