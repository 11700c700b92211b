import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { emptyDirectory, type IssuerFacts } from '#server/domain/directory.ts'
import { parseAtelier } from './parse.ts'

const KEY = `${'00'.repeat(31)}01`
const minimal = { navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris' }
const parse = (file: unknown, present = emptyDirectory()) =>
  parseAtelier(typeof file === 'string' ? file : JSON.stringify(file), present, KEY)
const facts = (file: unknown, present = emptyDirectory()) => {
  const parsed = parse(file, present)
  if (parsed.kind !== 'facts') throw new Error(JSON.stringify(parsed.problems))
  return parsed
}
const problems = (file: unknown, present = emptyDirectory()) => {
  const parsed = parse(file, present)
  return parsed.kind === 'problems' ? parsed.problems : []
}

describe('an atelier file', () => {
  it('needs no more than the contract requires', () => {
    const { facts: all } = facts({
      ...minimal,
      machines: [{ id: 'm' }],
      members: [{ id: 'awa' }],
      tariffs: [{ id: 't', cents_per_hour: 1 }],
      pools: [{ id: 'p', amount_cents: 1 }],
    })
    expect(all.issuers).toMatchObject([{ id: 'atelier' }])
    expect(all.machines).toMatchObject([{ profile: 'default', sensor: 'current', sample_ms: 1_000 }])
    expect(all.profiles).toMatchObject([{ id: 'default', idle_mA: 50, run_mA: 1_000, run_on_mA: 525, run_off_mA: 383 }])
    expect(all.tariffs[0]?.issuer).toBe('atelier')
    expect(all.pools[0]).toMatchObject({ issuer: 'atelier', driver: 'running_ms', subsidy_cents: 0 })
    expect(all.site.opening).toBeNull()
  })

  it('says which machine nobody starts offline, and a later file that says nothing of it opens it to nobody', () => {
    const machine = (more: object) => ({ ...minimal, machines: [{ id: 'cutter', ...more }] })
    const first = facts(machine({ offline: { start: false } })).facts
    expect(first.machines[0]?.offline).toEqual({ start: false, hours: null })
    const { directory } = applyEntry(emptyDirectory(), { type: 'import', facts: first })
    expect(facts(machine({}), directory).facts.machines[0]?.offline).toEqual({ start: false, hours: null })
    expect(facts(machine({ offline: { hours: 8 } }), directory).facts.machines[0]?.offline).toEqual({
      start: true,
      hours: 8,
    })
    expect(facts(machine({})).facts.machines[0]).not.toHaveProperty('offline')
  })

  it('lists what is out of shape and what points nowhere in one go, each where it stands in the file', () => {
    const found = problems({
      ...minimal,
      site: 'Not A Slug',
      machines: [{ id: 'BAD' }, { id: 'juki-1', profile: 'unheard-of' }, { id: 'saw', sensor: 'nose' }],
      members: [{ id: 'awa', badges: ['zz'] }, { id: 'bob', category: 'nobodys' }, { id: 'bob' }],
      tariffs: [{ id: 't', cents_per_hour: 240, issuer: 'whose', machines: ['saw', 'juki-1', 'juki-9'] }],
      pools: [{ id: 'rent' }],
    }).map(({ path }) => path)
    expect(found).toEqual([
      ...['site', 'machines[0].id', 'machines[2].sensor', 'members[0].badges[0]', 'pools[0].amount_cents'],
      ...['members[2].id', 'machines[1].profile', 'members[1].category', 'tariffs[0].machines[2]'],
    ])
  })

  it.each([
    ['no object', '[1]'],
    ['nothing of it', '{}'],
    ['collections that are none', '{"navette":1,"machines":3,"members":null,"pools":[null,7,"x"],"opening":[{}]}'],
  ])('says what is wrong with %s, and no more', (_, text) => {
    expect(problems(text).length).toBeGreaterThan(0)
  })

  it('keeps badges as HMAC only and names apart', () => {
    const parsed = facts({ ...minimal, members: [{ id: 'awa', name: 'Awa D.', badges: ['04A2B3C4D5E680'] }] })
    const hmac = createHmac('sha256', Buffer.from(KEY, 'hex'))
      .update(Buffer.from('04a2b3c4d5e680', 'hex'))
      .digest('hex')
    expect(parsed.facts.badges).toMatchObject([{ badge: hmac, member: 'awa', blocked: false }])
    expect(JSON.stringify(parsed.facts)).not.toMatch(/04a2b3c4d5e680|Awa D\./i)
    expect(parsed.persons).toEqual([{ member: 'awa', name: 'Awa D.', email: null }])
  })

  it('leaves the badges of a member whose file entry names none', () => {
    const present = emptyDirectory()
    present.badges.set('ab', { badge: 'ab', member: 'awa', blocked: true, valid_from_ms: null, valid_until_ms: null })
    expect(facts({ ...minimal, members: [{ id: 'awa' }] }, present).facts.badges).toMatchObject([
      { badge: 'ab', blocked: true },
    ])
    expect(facts({ ...minimal, members: [{ id: 'awa', badges: [] }] }, present).facts.badges).toEqual([])
  })

  it('lists every problem, each with its path', () => {
    const found = problems({
      ...minimal,
      timezone: 'Europe/Pariss',
      opening: [
        { days: [1], from: '18:00', to: '02:00' },
        { days: [1], from: '08:00', to: '08:00' },
      ],
      issuers: [{ id: 'a' }, { id: 'b' }],
      profiles: [{ id: 'p', idle_mA: 900, run_mA: 90 }],
      machines: [{ id: 'm', profile: 'nope' }, { id: 'm' }],
      members: [
        { id: 'awa', category: 'x', badges: ['04A2B3C4'] },
        { id: 'bo', badges: ['04a2b3c4'] },
      ],
      tariffs: [{ id: 't', cents_per_hour: 1 }],
      pools: [{ id: 'r', issuer: 'c', amount_cents: 1, subsidy_cents: 2, machines: ['m', 'zz'] }],
    })
    expect(found.map(problem => problem.path)).toEqual([
      'timezone',
      'opening[1].to',
      'machines[1].id',
      'profiles[0].run_mA',
      'machines[0].profile',
      'members[0].category',
      'members[1].badges[0]',
      'tariffs[0].issuer',
      'pools[0].issuer',
      'pools[0].machines[1]',
      'pools[0].subsidy_cents',
    ])
  })

  it.each([
    ['{', ''],
    ['[]', ''],
    [JSON.stringify({ ...minimal, site: 'É' }), 'site'],
    [JSON.stringify({ ...minimal, members: [{ id: 'a' }, { id: 'b', badges: ['xyz'] }] }), 'members[1].badges[0]'],
    [JSON.stringify({ ...minimal, pools: [{ id: 'p' }] }), 'pools[0].amount_cents'],
    [JSON.stringify({ ...minimal, navette: 2 }), 'navette'],
  ])('refuses %s at %s', (text, path) => expect(problems(text).map(problem => problem.path)).toContain(path))

  it('that lists no issuers speaks of those there are already, and adds none', () => {
    const present = emptyDirectory()
    const pools = [{ id: 'p', amount_cents: 1 }]
    for (const issuer of facts({ ...minimal, issuers: [{ id: 'fabrique' }] }).facts.issuers)
      present.issuers.set(issuer.id, issuer)
    const { facts: later } = facts({ ...minimal, pools, tariffs: [{ id: 't', cents_per_hour: 1 }] }, present)
    expect(later.issuers).toEqual([])
    expect([later.pools[0]?.issuer, later.tariffs[0]?.issuer]).toEqual(['fabrique', 'fabrique'])
    expect(problems({ ...minimal, pools: [{ ...pools[0], issuer: 'fabrique' }] }, present)).toEqual([])
    expect(problems({ ...minimal, pools: [{ ...pools[0], issuer: 'atelier' }] }, present)).toHaveLength(1)
    present.issuers.set('b', { ...(present.issuers.get('fabrique') as IssuerFacts), id: 'b' })
    expect(problems({ ...minimal, pools }, present)).toMatchObject([{ path: 'pools[0].issuer' }])
  })

  it('refuses another site and a badge of somebody it does not mention', () => {
    const present = emptyDirectory()
    const { facts: had } = facts({ ...minimal, members: [{ id: 'awa', badges: ['04A2B3C4'] }] })
    present.site = { ...had.site, site: 'other' }
    expect(problems(minimal, present)).toMatchObject([{ path: 'site' }])
    present.site = had.site
    for (const badge of had.badges) present.badges.set(badge.badge, badge)
    expect(problems({ ...minimal, members: [{ id: 'bo', badges: ['04A2B3C4'] }] }, present)).toMatchObject([
      { path: 'members[0].badges', message: expect.stringContaining('awa') },
    ])
  })
})
