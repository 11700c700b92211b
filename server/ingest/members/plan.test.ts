import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import type { ContactRow, PersonRow } from '#server/domain/records.ts'
import { parseAtelier } from '../atelier/parse.ts'
import { planMembers } from './plan.ts'
import { sayProblem } from './problem.ts'

const KEY = 'ab'.repeat(32)
const ATELIER = {
  ...{ navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris' },
  machines: [{ id: 'juki', qualification: 'piqueuse' }],
  categories: [{ id: 'coop', name: 'Coopérateur·rice' }],
  organisations: [{ id: 'scic', name: 'La Fabrique', siren: '732829320' }],
  members: [
    { id: 'awa', name: 'Awa Diallo', email: 'awa@example.org', badges: ['04A2B3C4'] },
    { id: 'zoe-1', name: 'Zoé Martin' },
    { id: 'zoe-2', name: 'Zoe  MARTIN' },
  ],
}
function atelier() {
  const parsed = parseAtelier(JSON.stringify(ATELIER), emptyDirectory(), KEY)
  if (parsed.kind !== 'facts') throw new Error(JSON.stringify(parsed.problems))
  const { directory } = applyEntry(emptyDirectory(), { type: 'import', facts: parsed.facts })
  return {
    directory,
    persons: parsed.persons as PersonRow[],
    contacts: [] as ContactRow[],
    badge_key: KEY,
    collectors: 1,
  }
}
const plan = (text: string | Buffer, present = atelier()) =>
  planMembers({ ...present, bytes: typeof text === 'string' ? Buffer.from(text) : text })
const said = (text: string): string[] => plan(text).problems.map(sayProblem)

const SHEET = [
  'Nom;Prénom;Courriel;Catégorie;Charte signée le;Début d’activité;Plafond;Badge;Autorisations;Structure;Mineur',
  'Nguyễn;Ève;eve@example.org;coopérateur·rice;31/12/2025;1/3/2025;1 250,5;04:A2:B3:C4:D5:E6:80;Piqueuse;732 829 320;non',
]

describe('a mandate', () => {
  const list = 'Nom;RUM;Mandat signé le\nIdris;GO-7;02/01/2026\nLéa;;'
  it('is that of the only issuer that collects', () => {
    expect(plan(list).contacts).toMatchObject([{ mandate: 'GO-7', mandate_signed: '2026-01-02' }])
  })
  it('is refused where several do, since a list does not say whose it is', () => {
    const refused = plan(list, { ...atelier(), collectors: 2 })
    expect(refused.problems).toEqual([{ line: 2, column: null, code: 'mandate-issuer', value: 'GO-7' }])
    expect(refused.members).toEqual([])
  })
})

describe('a French spreadsheet', () => {
  it.each([
    ['UTF-8', 'utf-8', ';', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', 'utf-8', ';', (text: string) => Buffer.from(`\ufeff${text}`)],
    [
      'UTF-16 as "Texte Unicode"',
      'utf-16le',
      '\t',
      (text: string) => iconv.encode(text.replaceAll(';', '\t'), 'utf-16le', { addBOM: true }),
    ],
    ['UTF-16 big-endian without a mark', 'utf-16be', ';', (text: string) => iconv.encode(text, 'utf-16be')],
    ['old line ends', 'utf-8', ';', (text: string) => Buffer.from(text.replaceAll('\n', '\r'))],
    [
      'Windows line ends and blank lines',
      'utf-8',
      ';',
      (text: string) => Buffer.from(`${text.replaceAll('\n', '\r\n\r\n')}\r\n;;;\r\n`),
    ],
  ])('in %s', (_, encoding, separator, encode) => {
    const found = plan(encode(SHEET.join('\n')))
    expect(found).toMatchObject({ encoding, separator, problems: [], ignored: [] })
    expect(found.members).toMatchObject([
      {
        ...{ id: 'm-0001', category: 'coop', organisation: 'scic', charter_signed: '2025-12-31', minor: false },
        ...{ activity_started: '2025-03-01', limit_cents_per_month: 125_050, qualifications: ['piqueuse'] },
      },
    ])
    expect(found.persons).toEqual([{ member: 'm-0001', name: 'Ève Nguyễn', email: 'eve@example.org' }])
    expect(found.badges).toHaveLength(1)
  })

  it('in Windows-1252', () => {
    const found = plan(iconv.encode('nom;prénom;catégorie\nLefèvre;Chloé;coopérateur·rice', 'windows-1252'))
    expect(found).toMatchObject({ encoding: 'windows-1252', problems: [] })
    expect(found.persons[0]?.name).toBe('Chloé Lefèvre')
  })

  it('with commas, and a comma in quotes', () => {
    const found = plan('nom complet,plafond\n"Diop, Fatou","49,90"')
    expect(found).toMatchObject({ separator: ',', problems: [], persons: [{ name: 'Diop, Fatou' }] })
    expect(found.members[0]?.limit_cents_per_month).toBe(4_990)
  })

  it('tells which headers it does not know', () => {
    expect(plan('nom;pointure\nÈve;38')).toMatchObject({ ignored: ['pointure'], problems: [] })
  })
})

describe('who is meant', () => {
  it.each([
    ['by id', 'id;nom\nawa;Awa D.', 'awa', 'changed'],
    ['by e-mail, under another name', 'nom;courriel\nAwa Barry;AWA@example.org', 'awa', 'changed'],
    ['by name, however it is written', 'nom;langue\nAWA DIALLO;en', 'awa', 'changed'],
    ['nothing new', 'nom;courriel\nAwa Diallo;awa@example.org', 'awa', 'same'],
    ['the same name under another address', 'nom;courriel\nAwa Diallo;other@example.org', 'm-0001', 'added'],
  ])('%s', (_, text, member, change) => {
    expect(plan(text).rows).toMatchObject([{ line: 2, member, change }])
  })

  it('is not guessed among namesakes', () => {
    expect(said('nom\nZoé Martin')).toEqual([
      'line 2: there are several members of the name “Zoé Martin”: give their id',
    ])
  })

  it('keeps what the line leaves empty, and adds to badges and qualifications', () => {
    const found = plan('id;courriel;badge\nawa;;04FFFFFF')
    expect(found.persons).toEqual([])
    expect(found.badges).toHaveLength(1)
  })

  it('applied, a second import changes nothing', () => {
    const present = atelier()
    const first = plan(SHEET.join('\n'), present)
    const { members, badges } = first
    const { directory } = applyEntry(present.directory, { type: 'members-put', members, badges, by: 'x' })
    const again = plan(SHEET.join('\n'), { ...present, directory, persons: [...present.persons, ...first.persons] })
    expect(again.rows).toMatchObject([{ change: 'same' }])
    expect([again.members, again.badges, again.persons, again.contacts]).toEqual([[], [], [], []])
  })
})

describe('a list with half its lines wrong', () => {
  const LIST = [
    'nom;courriel;charte;plafond;badge;catégorie;structure;autorisations;suspendu;langue;iban',
    'Bonne;bonne@example.org;2026-01-01;10;;;;;;;',
    `${'x'.repeat(300)};;;;;;;;;;`,
    'Mail;pas-un-mail;;;;;;;;;',
    'Date;;31/02/2026;;;;;;;;',
    'Somme;;;-5;;;;;;;',
    'Puce;;;;04A2B;;;;;;',
    'Rang;;;;;inconnue;;;;;',
    'Siren;;;;;;732829321;;;;',
    'Pouvoir;;;;;;;laser;;;',
    'Oui;;;;;;;;peut-être;;',
    'Langue;;;;;;;;;de;',
    'Banque;;;;;;;;;;FR7612',
    ';sans-nom@example.org;;;;;;;;;',
    'Volée;;;;04A2B3C4;;;;;;',
    'Une;;;;04EEEEEE;;;;;;',
    'Deux;;;;04eeeeee;;;;;;',
    'Retournée \u202enom;;;;;;;;;;',
    'Trop;;;;;;;;;;;encore',
  ].join('\n')

  it('names every line and cell, and plans nothing', () => {
    const found = plan(LIST)
    expect(found.problems.map(sayProblem)).toEqual([
      'line 3, nom: is longer than 200 characters',
      'line 4, courriel: “pas-un-mail” is no e-mail address',
      'line 5, charte: “31/02/2026” is no day: write 31/12/2026',
      'line 6, plafond: “-5” is no amount in euros: write 50 or 49,90',
      'line 7, badge: “04A2B” is no badge: 8 to 20 hex digits, an even number of them',
      'line 8, catégorie: there is no category “inconnue”',
      'line 9, structure: “732829321” is no SIREN: its check digit is wrong',
      'line 10, autorisations: no machine asks for the qualification “laser”',
      'line 11, suspendu: “peut-être” is neither oui nor non',
      'line 12, langue: “de” is neither fr nor en',
      'line 13, iban: “FR7612” is no IBAN: its check digits are wrong',
      'line 14: has no name',
      'line 15: the badge belongs to Awa Diallo already',
      'line 17: the badge “04eeeeee” stands there twice',
      'line 18, nom: holds characters that cannot be seen or turn the text round',
      'line 19: more cells than columns: is a separator inside a cell without quotation marks?',
    ])
    expect([found.members, found.badges, found.persons, found.contacts]).toEqual([[], [], [], []])
  })

  it.each([
    ['', 'line 1: there is nothing in it'],
    ['prénom du chat;âge\nFélix;3', 'line 1: no column says who it is: name one “nom” or “identifiant”'],
    ['nom;nom\na;b', 'line 1, nom: this column stands there twice'],
    ['nom\n"jamais fermé', 'line 2: a quotation mark is opened and never closed'],
    ['id\nawa\nawa', 'line 3: “awa” stands there twice'],
    ['id\nÀwa', 'line 2, id: “Àwa” is no id: small letters, digits and hyphens, at most 32'],
  ])('%j', (text, problem) => expect(said(text)).toEqual([problem]))
})

/** Whatever it is, a name is kept to the letter: what it could do to a screen or a spreadsheet is their business. */
it.each([
  '=cmd()',
  '<script>alert(1)</script>',
  'مريم بن علي',
  '👩‍🏭 Nour',
  "'; DROP TABLE person; --",
  'é'.repeat(200),
])('keeps %j exactly', name => {
  const found = plan(`nom\n"${name}"`)
  expect(found.problems).toEqual([])
  expect(found.persons[0]?.name).toBe(name.normalize('NFC'))
})

it('never throws, whatever bytes it is given, and with a problem writes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
        fc.string({ unit: 'binary' }).map(text => Buffer.from(`nom;badge;charte\n${text}`)),
      ),
      bytes => {
        const found = plan(bytes)
        if (found.problems.length > 0) expect(found.members).toEqual([])
      },
    ),
  )
})
