/** Art. A47 A-1 LPF, column by column, over whatever was issued and paid; and the letters of ISO 8859-15. */
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { amount, FEC_COLUMNS, fecName, fecRows } from '#server/domain/accounting/fec.ts'
import { bookEntries } from '#server/domain/accounting/journal-entries.ts'
import { type AccountsCase, accountsCase } from '#test/support/accounts-cases.ts'
import { fecFile, latin } from './file.ts'

const rowsOf = ({ documents, booked }: AccountsCase, name = 'Née Łucja\tD’Été') =>
  fecRows(bookEntries({ booked, documents, numbers: {}, nameOf: () => name }))
const fileOf = (told: AccountsCase): Uint8Array => fecFile(rowsOf(told))
const read = (bytes: Uint8Array): string[][] =>
  iconv
    .decode(Buffer.from(bytes), 'ISO-8859-15')
    .split('\r\n')
    .slice(0, -1)
    .map(line => line.split('\t'))

describe('the file in FEC layout', () => {
  it('names its 18 columns in the order of the text (A47 A-1, VII, 1°)', () => {
    const [header] = read(fecFile([]))
    expect(header).toEqual([
      ...['JournalCode', 'JournalLib', 'EcritureNum', 'EcritureDate', 'CompteNum', 'CompteLib', 'CompAuxNum'],
      ...['CompAuxLib', 'PieceRef', 'PieceDate', 'EcritureLib', 'Debit', 'Credit', 'EcritureLet', 'DateLet'],
      ...['ValidDate', 'Montantdevise', 'Idevise'],
    ])
  })

  const DATE = /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/
  const MAYBE_DATE = /^(20\d{6})?$/
  const AMOUNT = /^\d+,\d{2}$/
  const rules: Record<(typeof FEC_COLUMNS)[number], RegExp> = {
    JournalCode: /^(VE|BQ|CA|OD)$/,
    JournalLib: /^\S.*$/,
    EcritureNum: /^(VE|BQ|CA|OD)-20\d\d-\d{6}$/,
    EcritureDate: DATE,
    CompteNum: /^\d{3}[0-9A-Z]*$/,
    CompteLib: /^\S.*$/,
    CompAuxNum: /^([MO]-[A-Z0-9-]+)?$/,
    CompAuxLib: /^.*$/,
    PieceRef: /^\S.*$/,
    PieceDate: DATE,
    EcritureLib: /^\S.*$/,
    Debit: AMOUNT,
    Credit: AMOUNT,
    EcritureLet: /^[A-Z]*$/,
    DateLet: MAYBE_DATE,
    ValidDate: DATE,
    Montantdevise: /^$/,
    Idevise: /^$/,
  }
  const rows = fc.sample(accountsCase, { seed: 47, numRuns: 60 }).flatMap(told => read(fileOf(told)).slice(1))
  it.each(Object.entries(rules))('%s holds what the text asks for, in every row', (column, rule) => {
    const at = FEC_COLUMNS.indexOf(column as (typeof FEC_COLUMNS)[number])
    for (const row of rows) {
      expect(row).toHaveLength(18)
      expect(row[at]).toMatch(rule)
    }
  })

  it('balances by entry, has one side in each row, a name wherever there is an auxiliary, a date wherever a letter', () => {
    fc.assert(
      fc.property(accountsCase, told => {
        const rows = read(fileOf(told)).slice(1)
        const cents = (text = ''): number => Number(text.replace(',', ''))
        for (const entry of Map.groupBy(rows, row => row[2]).values())
          expect(entry.reduce((sum, row) => sum + cents(row[11]) - cents(row[12]), 0)).toBe(0)
        for (const row of rows) {
          expect([row[11], row[12]].filter(side => side === '0,00')).toHaveLength(1)
          expect(row[7] === '').toBe(row[6] === '')
          expect(row[14] === '').toBe(row[13] === '')
        }
      }),
    )
  })

  it('is the same bytes whenever it is made of the same', () => {
    fc.assert(fc.property(accountsCase, told => Buffer.from(fileOf(told)).equals(fileOf(structuredClone(told)))))
  })

  it('ends each record with CR LF and lets no field break one (A47 A-1, I, 1°)', () => {
    const bytes = fecFile([['a\tb', 'c\r\nd', 'e\u2028f', ...FEC_COLUMNS.slice(3)]])
    const text = Buffer.from(bytes).toString('latin1')
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(3)
    expect(text.split('\r\n')[1]?.split('\t').slice(0, 3)).toEqual(['a b', 'c d', 'e f'])
  })

  it('is named SIREN, FEC and the last day (A47 A-1, X)', () =>
    expect(fecName('732829320', '2026-12-31')).toBe('732829320FEC20261231.txt'))

  it('writes amounts with a comma, and refuses a sign', () => {
    expect([0, 5, 120, 123_456_789].map(amount)).toEqual(['0,00', '0,05', '1,20', '1234567,89'])
    expect(() => amount(-1)).toThrow(RangeError)
  })
})

describe('letters outside ISO 8859-15', () => {
  it.each([
    ['Éloïse Cœur – 12 €', 'Éloïse Cœur - 12 €'],
    ['Łucja Đặng', 'Lucja Dang'],
    ['L’Atelier « des\u202fÉtoffes »', "L'Atelier « des Étoffes »"],
    ['Ştefan Ğül', 'Stefan Gül'],
    ['عائشة', '?????'],
    ['Fil 🧵 et aiguille', 'Fil ? et aiguille'],
    ['e\u0301te\u0301', 'été'],
    ['ﬁl №7', 'fil No7'],
  ])('%s is written %s', (from, to) => expect(latin(from)).toBe(to))

  it('whatever comes in, what goes out can be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const out = latin(text)
        return iconv.decode(iconv.encode(out, 'ISO-8859-15'), 'ISO-8859-15') === out
      }),
    )
  })
})
