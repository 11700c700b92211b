/** The first start over HTTP, on the program as it is started: nothing set up, a code on the terminal, one owner. */
import { afterEach, expect, it } from 'vitest'
import { EMAIL, type Navette, navette, PASSWORD, type Serving } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

type Json = Record<string, unknown>
const labs: Navette[] = []
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.remove()
})

async function fresh(): Promise<{ lab: Navette; server: Serving; code: string }> {
  const lab = navette()
  labs.push(lab)
  const server = await lab.serve()
  const code = await poll('the code on the terminal', () => /\?code=([0-9A-Z]{8})/.exec(server.log())?.[1])
  return { lab, server, code }
}

async function ask(server: Serving, method: string, path: string, body?: unknown, cookie = '') {
  const headers: Record<string, string> = cookie === '' ? {} : { cookie }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const answer = await fetch(`http://${server.http}/api/v1${path}`, {
    ...{ method, headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const cookies = answer.headers.getSetCookie().map(one => one.split(';')[0])
  return { status: answer.status, body: (await answer.json()) as Json, cookie: cookies.join('; ') }
}

const account = { name: 'Aïcha', email: EMAIL, password: PASSWORD }
const atelier = {
  kind: 'new',
  name: 'L’Atelier du Canal',
  opening: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '19:00' }],
  machines: [
    { name: 'Juki', kind: 'piqueuse', trained: false },
    { name: 'Juki', kind: 'piqueuse', trained: false },
    { name: 'Découpe', kind: 'découpe automatique', trained: true },
  ],
}

it('makes the first account and the atelier for who can read the terminal, once', async () => {
  const { lab, server, code } = await fresh()
  const { body: before } = await ask(server, 'GET', '/setup')
  expect(before.needed).toBe(true)
  expect((before.examples as Json[]).map(one => one.slug)).toContain('gouttes-d-or')

  const wrong = await ask(server, 'POST', '/setup', { ...account, code: 'ZZZZZZZZ', atelier })
  expect([wrong.status, wrong.body.code]).toEqual([403, 'wrong-setup-code'])
  const short = await ask(server, 'POST', '/setup', { ...account, password: 'court', code, atelier })
  expect([short.status, short.body.errors]).toMatchObject([422, [{ path: 'body.password' }]])
  const nowhere = await ask(server, 'POST', '/setup', {
    ...{ ...account, code },
    atelier: { kind: 'example', slug: 'nulle-part' },
  })
  expect([nowhere.status, nowhere.body.code]).toEqual([404, 'no-example'])

  // Read off a screen and typed: case and dashes do not count
  const typed = `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`
  const both = await Promise.all(
    [account, { ...account, email: 'autre@example.org' }].map(each =>
      ask(server, 'POST', '/setup', { ...each, code: typed, atelier }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const made = both.find(({ status }) => status === 201)
  expect(made?.body).toMatchObject({ role: 'manager', atelier: { site: 'l-atelier-du-canal' } })

  const machines = await ask(server, 'GET', '/machines', undefined, made?.cookie)
  expect((machines.body.items as Json[]).map(({ id, name, kind }) => [id, name, kind])).toEqual([
    ['decoupe', 'Découpe', 'decoupe-automatique'],
    ['juki', 'Juki', 'piqueuse'],
    ['juki-2', 'Juki', 'piqueuse'],
  ])
  expect((await ask(server, 'GET', '/setup')).body).toEqual({ needed: false, examples: [] })
  expect((await ask(server, 'POST', '/setup', { ...account, code, atelier })).status).toBe(409)

  const again = await lab.setup()
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('already set up')])
  await server.end()
  expect((await lab.run('verify', '--json')).json()).toMatchObject({ ok: true, problems: [] })
  const next = await lab.serve()
  expect((await ask(next, 'GET', '/setup')).body.needed).toBe(false)
  expect(next.log()).not.toContain('?code=')
})

it('begins with an example, and takes it for set up when the command line was quicker', async () => {
  const { server, code } = await fresh()
  const example = { kind: 'example', slug: 'boulevard-des-coccinelles' }
  const made = await ask(server, 'POST', '/setup', { ...account, code, atelier: example })
  expect([made.status, made.body.atelier]).toMatchObject([201, { site: 'boulevard-des-coccinelles' }])
  const machines = await ask(server, 'GET', '/machines', undefined, made.cookie)
  expect((machines.body.items as Json[]).length).toBeGreaterThan(0)

  const other = await fresh()
  const ran = await other.lab.setup({ navette: 1, site: 'canal', name: 'Canal', timezone: 'Europe/Paris' })
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  const late = await ask(other.server, 'POST', '/setup', { ...account, code: other.code, atelier })
  expect([late.status, late.body.code]).toEqual([409, 'set-up-already'])
})
