import { describe, expect, it } from 'vitest'
import { parseScenario } from './scenario.ts'

const station = {
  station: 'juki-1',
  machine: 'juki-1',
  kind: 'servo-lockstitch',
  transport: 'serial',
  sensor: 'current',
  register: true,
}
const scenario = {
  site: 'demo',
  badge_key: '5a'.repeat(32),
  stations: [station],
  members: [{ id: 'awa', badges: ['04A2B3C4D5E680'], machines: ['juki-1'] }],
}

describe('a scenario', () => {
  it('needs little: defaults for tempo, opening, samples', () => {
    const parsed = parseScenario(scenario)
    expect(parsed).toMatchObject({ kind: 'ok', scenario: { tempo: 'busy', seed: 1, stations: [{ sample_ms: 1_000 }] } })
  })

  it.each<[string, object, string]>([
    ['a key that is none', { badge_key: 'x' }, 'badge_key'],
    ['a station twice', { stations: [station, station] }, 'stations.1.station'],
    ['MQTT without a token', { stations: [{ ...station, transport: 'mqtt' }] }, 'stations.0'],
    ['a register without a sensor', { stations: [{ ...station, sensor: 'none' }] }, 'stations.0.register'],
    ['a machine nobody has', { members: [{ id: 'awa', badges: ['04A2B3C4'], machines: ['x'] }] }, 'members.0.machines'],
    ['a UID of odd length', { members: [{ id: 'awa', badges: ['04A2B3C4D'], machines: [] }] }, 'members.0.badges.0'],
    ['a past that ends before it begins', { past: { from_ms: 2, to_ms: 1 } }, 'past.to_ms'],
  ])('refuses %s, with its path', (_, change, path) => {
    const parsed = parseScenario({ ...scenario, ...change })
    expect(parsed.kind).toBe('refused')
    if (parsed.kind === 'refused') expect(parsed.problems[0]).toContain(path)
  })
})
