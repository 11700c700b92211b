/** Contract §5 and §6 on whole processes: what commands print, how they end, and what a person reads when something is wrong. */

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import mqtt from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import { poll } from '#test/support/poll.ts'
import { CHECKOUT, type Navette, navette } from '../support/navette.ts'

const labs: Navette[] = []
const lab = (env?: Record<string, string>): Navette => {
  const one = navette(env)
  labs.push(one)
  return one
}
afterEach(async () => {
  for (const one of labs.splice(0)) await one.remove()
})

const atelier = {
  navette: 1,
  site: 'petit',
  name: 'Petit atelier',
  timezone: 'Europe/Paris',
  machines: [{ id: 'm1' }, { id: 'm2' }],
  members: [{ id: 'awa', name: 'Awa', badges: ['04A2B3C4'], charter_signed: '2025-01-01' }],
  pools: [{ id: 'rent', amount_cents: 1000, driver: 'equal' }],
}

describe('setting up', () => {
  it('makes directory, manager and atelier, once', async () => {
    const one = lab()
    const first = await one.setup(atelier)
    expect(first.json()).toEqual({ site: 'petit', manager: 'manager@example.org' })
    const ledger = new Database(join(one.data, 'navette.sqlite'), { readonly: true })
    const audited = ledger.prepare('select actor, action, detail from audit').all()
    ledger.close()
    expect(audited).toEqual([{ actor: 'setup', action: 'account-create', detail: 'manager' }])
    const again = await one.setup(atelier)
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('already set up') })
  })

  it('reads a member list: dry run, all or nothing, and takes a person out again', async () => {
    const one = lab()
    await one.setup(atelier)
    const list = (rows: string) => one.file('liste.csv', `nom;prénom;courriel\n${rows}`)
    const wrong = await one.run('member', 'import', list('Lefèvre;Chloé;x\n=cmd();;\n'), '--apply')
    expect(wrong).toMatchObject({ code: 1, stdout: expect.stringContaining('line 2, courriel: “x” is no e-mail') })
    const path = list('Lefèvre;Chloé;chloe@example.org\n=cmd();;\n')
    expect((await one.run('member', 'import', path, '--json')).json()).toMatchObject({ added: 2, applied: false })
    expect((await one.run('member', 'import', path, '--apply', '--json')).json()).toMatchObject({ applied: true })
    expect(await one.run('member', 'erase', 'm-0001')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--yes'),
    })
    expect((await one.run('member', 'erase', 'm-0001', '--yes', '--json')).json()).toMatchObject({ member: 'm-0001' })
    const exported = (await one.run('atelier', 'export')).stdout
    expect(exported).toContain('=cmd()')
    expect(exported).not.toContain('Chloé')
    expect((await one.run('verify', '--json')).json()).toMatchObject({ ok: true, problems: [] })
  })

  it('lists every error of an atelier file with its path, and imports nothing', async () => {
    const one = lab()
    await one.setup(atelier)
    const bad = {
      ...atelier,
      members: [
        { id: 'bo', category: 'x' },
        { id: 'cy', badges: ['04A2B3C4'] },
      ],
      pools: [{ id: 'p', amount_cents: 1, machines: ['zz'] }],
    }
    const ran = await one.run('atelier', 'import', one.file('bad.json', JSON.stringify(bad)))
    expect(ran.code).toBe(1)
    expect(ran.stderr.trim().split('\n')).toEqual([
      expect.stringContaining('members[0].category: '),
      expect.stringContaining('pools[0].machines[0]: '),
    ])
    const shape = await one.run(
      'atelier',
      'import',
      one.file('shape.json', JSON.stringify({ ...atelier, site: 'É', pools: [{ id: 'p' }] })),
    )
    expect(shape.stderr).toMatch(/site: .*\n.*pools\[0\]\.amount_cents: /)
    const exported = await one.run('atelier', 'export', '--json')
    expect(exported.json<typeof atelier>().members.map(member => member.id)).toEqual(['awa'])
  })

  it('imports again what it exported, and keeps the badges', async () => {
    const one = lab()
    await one.setup(atelier)
    const exported = await one.run('atelier', 'export', '--json')
    const ran = await one.run('atelier', 'import', one.file('again.json', exported.stdout), '--json')
    expect(ran.json()).toMatchObject({ site: 'petit', machines: 2, members: 1 })
    expect((await one.run('atelier', 'export', '--json')).stdout).toBe(exported.stdout)
    expect((await one.run('verify', '--json')).json()).toMatchObject({ ok: true })
    const badges = new Database(join(one.data, 'navette.sqlite'), { readonly: true })
      .prepare("SELECT count(*) n FROM directory WHERE kind = 'badges'")
      .get()
    expect(badges).toEqual({ n: 1 })
  })

  it('never prints or keeps a raw UID', async () => {
    const one = lab()
    await one.setup(atelier)
    expect(readFileSync(join(one.data, 'navette.sqlite')).toString('latin1')).not.toMatch(/04a2b3c4/i)
  })
})

describe('stations and gateways', () => {
  it('prints a token once and keeps only its hash', async () => {
    const one = lab()
    await one.setup(atelier)
    const added = (await one.run('station', 'add', 's1', '--machine', 'm1', '--json')).json<Record<string, string>>()
    expect(added).toEqual({
      site: 'petit',
      station: 's1',
      principal: 'petit.s1',
      token: expect.any(String),
      badge_key: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(readFileSync(join(one.data, 'navette.sqlite')).toString('latin1')).not.toContain(added.token)
    const gateway = (await one.run('gateway', 'add', 'gw', '--stations', 's1', '--json')).json()
    expect(gateway).toMatchObject({ site: 'petit', gateway: 'gw', principal: 'petit.gw' })
    const plug = (await one.run('plug', 'add', 'p1', '--gateway', 'gw', '--json')).json<Record<string, string>>()
    const { token } = plug
    const token_sha256 = createHash('sha256')
      .update(token ?? '')
      .digest('hex')
    expect(plug).toEqual({ site: 'petit', plug: 'p1', principal: 'petit.p1', token: expect.any(String), token_sha256 })
    expect(readFileSync(join(one.data, 'navette.sqlite')).toString('latin1')).not.toContain(plug.token)
  })

  it.each([
    [['station', 'add', 's1', '--machine', 'nope'], 1, 'there is no machine nope; there are: m1, m2'],
    [['station', 'add', 'É', '--machine', 'm1'], 2, 'is no slug'],
    [['station', 'add', 's1'], 2, '--machine'],
    [['gateway', 'add', 'gw', '--stations', 's9'], 1, 'there is no station s9'],
    [['plug', 'add', 'p1', '--gateway', 'gw9'], 1, 'there is no gateway gw9'],
    [['plug', 'add', 'P1', '--gateway', 'gw'], 2, 'is no slug'],
    [['plug', 'add', 'p1'], 2, '--gateway'],
    [['period', 'preview', '2026-13'], 2, 'write it as 2026-10'],
    [['nonsense'], 2, 'unknown command'],
    [['gateway'], 2, '--config'],
  ])('answers %j with %i', async (args, code, words) => {
    const one = lab()
    await one.setup(atelier)
    const ran = await one.run(...args)
    expect(ran).toMatchObject({ code, stderr: expect.stringContaining(words) })
  })
})

it('closes whoever is still connected when a station gets a new token', async () => {
  const one = lab()
  await one.setup(atelier)
  const add = async () =>
    (await one.run('station', 'add', 's1', '--machine', 'm1', '--json')).json<{ principal: string; token: string }>()
  const old = await add()
  const server = await one.serve()
  const connect = ({ principal, token }: { principal: string; token: string }) =>
    mqtt.connectAsync(`mqtt://${server.mqtt}`, {
      clientId: principal,
      username: principal,
      password: token,
      reconnectPeriod: 0,
    })
  const client = await connect(old)
  const closed = new Promise<void>(done => client.once('close', () => done()))
  const renewed = await add()
  await closed
  const next = await connect(renewed)
  await next.endAsync()
})

describe('serving', () => {
  it('says on one line when it is ready, keeps what it compiled, refuses a second one beside it, and ends well on SIGTERM', async () => {
    const one = lab()
    const compiled = one.file('compiled', '')
    rmSync(compiled)
    const server = await one.serve({ NODE_COMPILE_CACHE: compiled })
    expect(server.http).toMatch(/^127\.0\.0\.1:\d+$/)
    expect((await fetch(`http://${server.http}/healthz`)).status).toBe(200)
    // Not at its end: a board that is switched off at the wall has none
    const files = () => readdirSync(compiled, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    await poll('compiled code', () => files().length > 0)

    await expect(one.serve()).rejects.toThrow(/ended with 1: .*another navette serve/)
    const other = lab({ NAVETTE_HTTP: server.http })
    await expect(other.serve()).rejects.toThrow(/ended with 1: .*already in use/)
    const busy = createServer().listen(0, '127.0.0.1')
    await new Promise(done => busy.once('listening', done))
    const { port } = busy.address() as { port: number }
    await expect(lab({ NAVETTE_MQTT: `127.0.0.1:${port}` }).serve()).rejects.toThrow(/ended with 1: .*already in use/)
    busy.close()
    expect(await server.end()).toBe(0)
  })

  it('learns its site from a setup beside it, and a station from whoever adds it', async () => {
    const one = lab()
    const server = await one.serve()
    expect((await one.setup(atelier)).code).toBe(0)
    const { principal, token } = (await one.run('station', 'add', 's1', '--machine', 'm1', '--json')).json<{
      principal: string
      token: string
    }>()
    const client = await mqtt.connectAsync(`mqtt://${server.mqtt}`, {
      clientId: principal,
      username: principal,
      password: token,
      reconnectPeriod: 0,
    })
    await client.endAsync()
    expect((await one.run('verify', '--json')).json()).toMatchObject({ ok: true })
  })

  it('names each wrong setting and ends with 2', async () => {
    await expect(lab({ NAVETTE_HTTP: 'x', NAVETTE_LOG: 'loud' }).serve()).rejects.toThrow(
      /ended with 2: navette: NAVETTE_HTTP.*\nnavette: NAVETTE_LOG/,
    )
  })

  it('refuses a directory of a newer version and one that cannot be written', async () => {
    const one = lab()
    await one.setup(atelier)
    const db = new Database(join(one.data, 'navette.sqlite'))
    db.pragma('user_version = 999')
    db.close()
    await expect(one.serve()).rejects.toThrow(/ended with 1: .*newer/i)
    await expect(lab({ NAVETTE_DATA: '/dev/null/data' }).serve()).rejects.toThrow(
      /ended with 2: navette: NAVETTE_DATA: \/dev\/null\/data cannot be made there\n$/,
    )
  })

  it('says that there is no atelier yet', async () => {
    expect(await lab().run('period', 'preview', '2026-10')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('navette setup'),
    })
  })
})

const is_root = process.getuid?.() === 0
describe.skipIf(!is_root)('a full disk (needs root for a small tmpfs)', () => {
  it('acknowledges nothing, refuses to connect with code 3, and loses nothing', async () => {
    const mount = mkdtempSync(join(tmpdir(), 'navette-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', mount])
    try {
      const one = lab({ NAVETTE_DATA: join(mount, 'data') })
      await one.setup(atelier)
      const { principal, token } = (await one.run('station', 'add', 's1', '--machine', 'm1', '--json')).json<{
        principal: string
        token: string
      }>()
      const server = await one.serve()
      let acked = 0
      let boot = 0
      // What still fits after a refused commit may be taken: filled again until nothing is.
      await poll('CONNECT to be answered with code 3', async () => {
        boot += 1
        const filled = await fillUp(server.mqtt, { principal, token, boot })
        if (filled === 'refused') return true
        acked += filled
        return false
      })
      await server.end()
      execFileSync('mount', ['-o', 'remount,size=64m', mount])
      const report = (await one.run('verify', '--json')).json<{ messages: number; ok: boolean }>()
      expect(report.ok).toBe(true)
      expect(report.messages).toBeGreaterThanOrEqual(acked)
    } finally {
      for (const one of labs.splice(0)) await one.remove()
      execFileSync('umount', [mount])
      rmSync(mount, { recursive: true, force: true })
    }
  })
})

type Sender = { principal: string; token: string; boot: number }

/** Publishes until the server closes; how many it acknowledged, or that it answered CONNECT with code 3. */
async function fillUp(address: string, { principal, token, boot }: Sender): Promise<number | 'refused'> {
  const account = { clientId: principal, username: principal, password: token, reconnectPeriod: 0 }
  const connected = await mqtt.connectAsync(`mqtt://${address}`, account).catch((error: { code?: number }) => error)
  if (!(connected instanceof mqtt.MqttClient)) {
    expect(connected.code).toBe(3)
    return 'refused'
  }
  const client = connected
  let acked = 0
  let closed = false
  const closing = new Promise<void>(done =>
    client.once('close', () => {
      closed = true
      done()
    }),
  )
  const detail = 'x'.repeat(190)
  for (let seq = 0; !closed; seq++) {
    const hello = { fw: '1', model: 'x', reader: true, meter: 'current', relay: true, list_version: null }
    const envelope = { boot, seq, up_ms: seq, at_ms: null }
    const body = seq === 0 ? { ...envelope, ...hello } : { ...envelope, code: 'other', active: seq % 2 === 1, detail }
    const sent = client
      .publishAsync(`navette/1/petit/s1/up/${seq === 0 ? 'hello' : 'fault'}`, JSON.stringify(body), { qos: 1 })
      .then(
        () => {
          acked = seq + 1
        },
        () => undefined,
      )
    if (seq % 50 === 0) await Promise.race([sent, closing])
  }
  client.end(true)
  return acked
}

it('runs from a checkout through npm, quietly', () => {
  const text = execFileSync('npm', ['run', '--silent', 'navette', '--', '--help'], {
    cwd: resolve(CHECKOUT),
    encoding: 'utf8',
  })
  expect(text.startsWith('Usage: navette')).toBe(true)
})
