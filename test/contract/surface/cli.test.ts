/** Contract §5: every command answers --help, ends with 0, 1 or 2, and says its result on the last line with --json. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMAIL, type Navette, navette } from '#test/support/navette.ts'

/** A process for each command: on a machine that eight others share one may take ten seconds to begin. */
const PATIENT_MS = 400_000

const ATELIER = {
  ...{ navette: 1, site: 'surface', name: 'Surface', timezone: 'Europe/Paris' },
  machines: [{ id: 'm1' }, { id: 'm2' }],
  members: [{ id: 'awa', badges: ['04A2B3C4D5E680'] }],
}
let lab: Navette
beforeAll(async () => {
  lab = navette()
  const ran = await lab.setup(ATELIER)
  expect(ran.json()).toEqual({ site: 'surface', manager: EMAIL })
})
afterAll(() => lab?.remove())

const COMMANDS = [
  [],
  ['serve'],
  ['gateway'],
  ['gateway', 'add'],
  ['simulate'],
  ['demo'],
  ['setup'],
  ['atelier'],
  ['atelier', 'import'],
  ['atelier', 'export'],
  ['station'],
  ['station', 'add'],
  ['plug'],
  ['plug', 'add'],
  ['period'],
  ['period', 'preview'],
  ['verify'],
]

describe('every command', () => {
  it(
    'answers --help on standard output with 0',
    async () => {
      for (const command of COMMANDS) {
        const ran = await lab.run(...command, '--help')
        expect([command, ran.code, ran.stderr]).toEqual([command, 0, ''])
        expect(ran.stdout).toMatch(/^Usage: navette/)
      }
    },
    PATIENT_MS,
  )

  it(
    'ends with 2 on wrong usage, in words',
    async () => {
      for (const command of [
        ['gateway', 'add', 'g'],
        ['gateway', 'add', 'NO', '--stations', 's1'],
        ['period', 'preview'],
        ['period', 'preview', 'october'],
        ['station', 'add'],
        ['setup', '--email', 'a@example.org'],
        [
          'setup',
          '--email',
          'a@example.org',
          '--password-file',
          lab.file('word', 'fil-a-coudre-42'),
          '--site',
          'NO WAY',
        ],
        ['atelier', 'import'],
        ['gateway', 'check', '--config', '/nowhere/at-all.json'],
        ['verify', '--nonsense'],
        ['simulate', '--scenario', '/nowhere/at-all.json'],
        ['demo', '--for', 'ever'],
        ['gateway', '--config', '/nowhere/at-all.json'],
        [],
        ['period'],
      ]) {
        const ran = await lab.run(...command)
        expect([command, ran.code]).toEqual([command, 2])
        expect(ran.stderr).toMatch(/\S/)
        expect(ran.stderr).not.toMatch(/\n\s+at /)
      }
    },
    PATIENT_MS,
  )

  it(
    'ends with 1 on what is refused, in words',
    async () => {
      for (const command of [
        ['atelier', 'import', '/nowhere/at-all.json'],
        ['station', 'add', 's1', '--machine', 'unheard-of'],
        ['gateway', 'add', 'g', '--stations', 'unheard-of'],
        ['demo', '--atelier', 'unheard-of', '--for', '1'],
      ]) {
        const ran = await lab.run(...command)
        expect([command, ran.code]).toEqual([command, 1])
        expect(ran.stderr).toMatch(/\S/)
        expect(ran.stderr, command.join(' ')).not.toMatch(/\n\s+at /)
      }
    },
    PATIENT_MS,
  )
})

describe('--json', () => {
  it('is the last line of standard output, alone in a pipe', async () => {
    for (const command of [
      ['station', 'add', 's1', '--machine', 'm1', '--json'],
      ['gateway', 'add', 'gw', '--stations', 's1', '--json'],
      ['period', 'preview', '2026-10', '--json'],
      ['verify', '--json'],
      ['atelier', 'import', lab.file('again.json', JSON.stringify(ATELIER)), '--json'],
    ]) {
      const ran = await lab.run(...command)
      expect([command, ran.code, ran.stderr]).toEqual([command, 0, ''])
      expect(ran.stdout.trim().split('\n')).toHaveLength(1)
      expect(ran.json()).toEqual(expect.any(Object))
    }
  })

  it('holds the fields the contract names', async () => {
    const credential = {
      site: 'surface',
      token: expect.any(String),
      badge_key: expect.stringMatching(/^[0-9a-f]{64}$/),
    }
    const station = (await lab.run('station', 'add', 's2', '--machine', 'm2', '--json')).json<Record<string, string>>()
    expect(station).toEqual({ ...credential, station: 's2', principal: 'surface.s2' })
    const gateway = (await lab.run('gateway', 'add', 'g2', '--stations', 's2', '--json')).json<Record<string, string>>()
    expect(gateway).toEqual({ ...credential, gateway: 'g2', principal: 'surface.g2' })
    expect(gateway.badge_key).toBe(station.badge_key)
    expect(
      createHmac('sha256', Buffer.from(station.badge_key as string, 'hex'))
        .update('x')
        .digest(),
    ).toHaveLength(32)
    const preview = (await lab.run('period', 'preview', '2026-10', '--json')).json()
    expect(preview).toMatchObject({
      ...{ period: '2026-10', pools: [], cooperative_cents: 0 },
      members: [{ id: 'awa', total_cents: 0, running_ms: 0, sessions: 0, lines: [] }],
    })
    const verified = (await lab.run('verify', '--json')).json()
    expect(verified).toMatchObject({
      ...{ messages: 0, quarantined: 0, late: 0, gaps: 0, sessions: 0, ok: true, problems: [] },
      ...{ journal_head: expect.anything(), ledger_hash: expect.anything() },
    })
  })
})

describe('without a setup', () => {
  it('says so, with 1', async () => {
    const empty = navette()
    try {
      for (const command of [
        ['verify'],
        ['period', 'preview', '2026-10'],
        ['station', 'add', 's1', '--machine', 'm1'],
      ]) {
        const ran = await empty.run(...command, '--json')
        expect([command, ran.code]).toEqual([command, 1])
        expect(ran.stderr).toMatch(/setup/)
      }
    } finally {
      await empty.remove()
    }
  })

  it('refuses each wrong setting with a line of its own and 2', async () => {
    const wrong = navette({ NAVETTE_HTTP: 'nowhere', NAVETTE_MQTT: '127.0.0.1:99999', NAVETTE_LOG: 'loudly' })
    try {
      const ran = await wrong.run('serve')
      expect(ran.code).toBe(2)
      const lines = ran.stderr.trim().split('\n')
      for (const name of ['NAVETTE_HTTP', 'NAVETTE_MQTT', 'NAVETTE_LOG'])
        expect(lines.filter(line => line.includes(name))).toHaveLength(1)
    } finally {
      await wrong.remove()
    }
  })
})
