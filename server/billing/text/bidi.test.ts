import { describe, expect, it } from 'vitest'
import { visual } from './bidi.ts'

const ARABIC = 'محمد العربي'
const HEBREW = 'שרה כהן'
const shown = (line: string): string[] => visual(line).map(run => `${run.rtl ? '<' : '>'}${run.text}`)

describe('runs of a line from left to right (UAX #9)', () => {
  it('leaves a French line alone', () => expect(shown('Facture n° 12 (été)')).toEqual(['>Facture n° 12 (été)']))
  it('draws nothing of nothing', () => expect(visual('')).toEqual([]))
  it('keeps words of one right-to-left run together', () => expect(shown(ARABIC)).toEqual([`<${ARABIC}`]))
  it('P2, P3: a line that begins in Latin runs from the left', () =>
    expect(shown(`Atelier ${HEBREW} Paris`)).toEqual(['>Atelier ', `<${HEBREW}`, '> Paris']))
  it('P2, P3: a line that begins in Arabic runs from the right', () =>
    expect(shown(`${ARABIC} Juki 2`)).toEqual(['>Juki 2', `<${ARABIC} `]))
  it('a number inside keeps its own direction (W2, I2)', () =>
    expect(shown('شارع 12 باريس')).toEqual(['< باريس', '>12', '<شارع ']))
  it('W4: a decimal is one number', () => expect(shown('שווי 12,50 כאן')).toEqual(['< כאן', '>12,50', '<שווי ']))
  it('L4: brackets turn with their line', () => expect(shown('כהן (אב) 1')).toEqual(['>1', '<כהן )אב( ']))
  it('turns brackets by hand where no letter of the run tells the font', () =>
    expect(shown('א 1) (2 ב')).toEqual(['< ב', '>2', '>) (', '>1', '<א ']))
  it('loses and adds nothing', () => {
    const line = `${ARABIC} 18 & Zoé (${HEBREW}) 3,50 €`
    const letters = (text: string): string => [...text.replaceAll(/[()]/g, '')].sort().join('')
    expect(
      letters(
        visual(line)
          .map(run => run.text)
          .join(''),
      ),
    ).toBe(letters(line))
  })
})
