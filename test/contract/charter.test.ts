/** The charter: its versions in the journal, who signed which before whom, and a drawing that goes with the person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { nextCharter } from '#server/domain/who/charter.ts'
import { commitmentOf } from '#server/http/charter.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'
import { smallAtelier } from '#test/support/small-atelier.ts'

const STROKES = [[10, 20, 400, 260, 900, 30]]

describe('over HTTP', () => {
  let server: HttpServer
  beforeAll(async () => {
    server = await startHttp()
  })
  afterAll(() => server.close())
  const ask = async (role: Role, method: string, path: string, body?: unknown) => {
    const answer = await server.as(role, method, `/api/v1${path}`, body)
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  const sign = (body: object) => ask('animateur', 'POST', '/members/awa/charter', body)

  it('is nobody’s until the manager gives a text, and then has a version, a day and a hash', async () => {
    expect((await ask('member', 'GET', '/charter')).body).toEqual({ current: null })
    expect((await ask('animateur', 'PUT', '/charter', { text: 'Je range.' })).status).toBe(403)
    const { body } = await ask('manager', 'PUT', '/charter', { text: 'Je range.' })
    // printf 'Je range.' | sha256sum
    const hash = '2796e487c8a3acbd61eb4b59850b99e9488282ccbdade490fb8ffd3b6f0fcd22'
    expect(body.current).toMatchObject({ id: 'v1', version: 1, date: '2026-11-22', text: 'Je range.', hash })
    expect((await ask('manager', 'PUT', '/charter', { text: ' Je range. ' })).body).toMatchObject({
      code: 'charter-same',
    })
    expect((await ask('member', 'GET', '/charter')).body.current).toEqual(body.current)
  })

  it('is signed with a finger before who is there, and the journal holds no drawing', async () => {
    const { status, body } = await sign({ charter: 'v1', strokes: STROKES })
    expect([status, body.signature]).toMatchObject([
      201,
      { charter: 'v1', version: 1, how: 'drawn', witness: 'bilal', outdated: false, strokes: STROKES, intact: true },
    ])
    expect(server.ports.directory.members.get('awa')?.charter_signed).toBe('2026-11-22')
    const acts = JSON.stringify(server.ports.acts)
    expect(acts).toContain('"commitment"')
    // A number of it alone could stand in a hash by chance
    expect(acts).not.toContain(STROKES[0]?.slice(0, 4).join())
    expect(acts).not.toContain('strokes')
  })

  it('is signed with the name typed, which stays out of the journal too', async () => {
    const { body } = await sign({ charter: 'v1', name: 'Awa Diallo de Conakry' })
    expect(body.signature).toMatchObject({ how: 'typed', name: 'Awa Diallo de Conakry', strokes: null, intact: true })
    expect(JSON.stringify([server.ports.acts, server.ports.audit])).not.toContain('Conakry')
  })

  it.each([
    ['nothing', { charter: 'v1' }, 422],
    ['both', { charter: 'v1', name: 'Awa', strokes: STROKES }, 422],
    ['a stroke off the field', { charter: 'v1', strokes: [[0, 0, 2_000, 0]] }, 422],
    ['a text nobody gave', { charter: 'v9', name: 'Awa' }, 409],
  ])('is not signed with %s', async (_, body, status) => {
    expect((await sign(body)).status).toBe(status)
  })

  it('tells who signed an earlier text, and lets nobody sign one that was replaced while they read', async () => {
    await ask('manager', 'PUT', '/charter', { text: 'Je range, et j’éteins.' })
    expect((await ask('animateur', 'GET', '/members/awa/charter')).body.signature).toMatchObject({
      version: 1,
      outdated: true,
    })
    expect((await sign({ charter: 'v1', name: 'Awa' })).body).toMatchObject({ status: 409, code: 'charter-changed' })
    expect((await sign({ charter: 'v2', name: 'Awa' })).body.signature).toMatchObject({ version: 2, outdated: false })
  })

  it('is acknowledged by a visitor before the pass is given, and by nobody in their place', async () => {
    const badge = 'cd'.repeat(32)
    const pass = (body: object) => ask('animateur', 'POST', '/badges/day-pass', { badge, name: 'Visite', ...body })
    expect((await pass({})).body).toMatchObject({ status: 422, code: 'charter-not-acknowledged' })
    expect((await pass({ acknowledged: true, charter: 'v1' })).body).toMatchObject({ code: 'charter-changed' })
    const given = await pass({ acknowledged: true, charter: 'v2' })
    expect(given.status).toBe(201)
    expect(server.ports.directory.signatures.get(given.body.member)).toMatchObject({
      ...{ charter: 'v2', how: 'ticked', witness: 'bilal', commitment: null },
    })
  })
})

describe('in the ledger', () => {
  let lab: AtelierLab
  beforeAll(async () => {
    lab = await AtelierLab.open('essai', JSON.stringify(smallAtelier('2026-11-20')))
  })
  afterAll(() => lab?.close())

  it('is replayed, and goes with the person while the chain stays valid', async () => {
    const { ledger } = lab
    const { directory } = await ledger.present()
    const charter = nextCharter(directory, 'Je range.', '2026-11-20')
    const salt = Buffer.alloc(16, 7)
    const body = JSON.stringify({ name: null, strokes: STROKES })
    const signature = {
      ...{ id: 'awa', charter: 'v1', hash: charter.hash, at_ms: 1, day: '2026-11-20', how: 'drawn' as const },
      ...{ witness: 'bilal', commitment: commitmentOf(salt, body) },
    }
    await ledger.appendDirectory(
      [
        { type: 'charter-put', charter, by: 'bilal', at_ms: 1 },
        { type: 'charter-signed', signature },
      ],
      1,
    )
    await ledger.putSignature({ member: 'awa', at_ms: 1, salt, body })
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [] })
    expect(await ledger.signature('awa')).toMatchObject({ body })
    const forged = JSON.stringify({ name: 'Awa', strokes: null })
    await ledger.putSignature({ member: 'awa', at_ms: 1, salt, body: forged })
    const why = ['charter: the signature of awa is not the one the journal commits to']
    expect(await ledger.verify()).toMatchObject({ ok: false, problems: why })
    await ledger.putSignature({ member: 'bilal', at_ms: 1, salt, body })
    const nobodys = 'charter: a signature of bilal is kept that nobody gave'
    expect(await ledger.verify()).toMatchObject({ problems: [...why, nobodys] })
    await ledger.appendDirectory([{ type: 'member-erased', member: 'bilal', by: 'awa', at_ms: 1 }], 1)
    await ledger.putSignature({ member: 'awa', at_ms: 1, salt, body })
    const about = await ledger.aboutMember({ member: 'awa', accounts: [] })
    expect(about.charter_signature).toMatchObject([{ member: 'awa', body: { strokes: STROKES } }])

    await ledger.appendDirectory([{ type: 'member-erased', member: 'awa', by: 'bilal', at_ms: 2 }], 2)
    expect(await ledger.signature('awa')).toBeNull()
    expect((await ledger.present()).directory.signatures.has('awa')).toBe(false)
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [] })
  })
})
