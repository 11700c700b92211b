import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, decimal, spreadsheet } from './spreadsheet.ts'

describe('a table for a French spreadsheet', () => {
  it('begins with a byte order mark, and has semicolons, decimal commas and CR LF', () => {
    expect(
      spreadsheet([
        ['Été', 1.5],
        ['a;b', -2],
      ]),
    ).toBe('\ufeffÉté;1,5\r\n"a;b";-2')
    expect(decimal(-12.5)).toBe('-12,50')
  })

  it.each(['=1+1', '+33 6', '-x', '@SUM(A1)', '\tx', '\r=1', '\n=1', '=HYPERLINK("http://x";"y")'])(
    'never lets %j be a formula (OWASP)',
    text => expect(cell(text)).toMatch(/^"?'/),
  )

  it.each([['-12,50'], ['-1 234,56'], ['0,00'], ['-7']])('leaves the number %s a number', text =>
    expect(cell(text)).toBe(text),
  )

  it('is read back cell by cell as it was written, but for the apostrophe that stops a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        rows => {
          const wide = rows.map(row => ['x', ...row])
          const read = parse(spreadsheet(wide), { bom: true, delimiter: ';', relax_column_count: true }) as string[][]
          expect(read.map(row => row.map(text => text.replace(/^'/, '')))).toEqual(
            wide.map(row => row.map(text => text.replace(/^'/, ''))),
          )
        },
      ),
    )
  })
})
