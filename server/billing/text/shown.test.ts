import { describe, expect, it } from 'vitest'
import { loadFonts } from '../fonts/fonts.ts'
import { PLAIN, SIGN, shown } from './shown.ts'

const fonts = loadFonts()
const has = (name: keyof typeof fonts) => (point: number) => fonts[name].hasGlyphForCodePoint(point)
const read = (text: string): { pieces: string[]; missing: string[] } => {
  const missing: string[] = []
  const pieces = shown(text, has('regular'), has('spare'), letter => missing.push(letter))
  return { pieces: pieces.map(piece => `${piece.spare ? 's' : 'm'}:${piece.text}`), missing }
}

describe('which font shows which letter', () => {
  it('takes the face for what it has, the spare font for the rest', () => {
    expect(read('Łódź Ωμέγα Ждан')).toEqual({ pieces: ['m:Łódź Ωμέγα Ждан'], missing: [] })
    expect(read('Zoé שרה')).toEqual({ pieces: ['m:Zoé ', 's:שרה'], missing: [] })
    expect(read('😀')).toEqual({ pieces: ['s:😀'], missing: [] })
  })
  it('replaces a letter no font has by one sign, and tells it', () => {
    expect(read('中村 🧵')).toEqual({ pieces: [`m:${SIGN}${SIGN} ${SIGN}`], missing: ['中', '村', '🧵'] })
  })
  it('counts hands and skins joined to an emoji as one letter', () => {
    expect(read('👩🏽‍🎨')).toEqual({ pieces: [`m:${SIGN}`], missing: ['👩🏽‍🎨'] })
  })
  it('composes what comes in parts, and drops what has no ink', () => {
    expect(read('e\u0301te\u0301')).toEqual({ pieces: ['m:été'], missing: [] })
    expect(read('a\u200db\ufeffc')).toEqual({ pieces: ['m:abc'], missing: [] })
  })
  it('never hands a control character to a font', () => expect(read('a\u0007b\nc').pieces).toEqual(['m:a b c']))

  it('knows what every face has without looking', () => {
    const plain = Array.from({ length: 0x2300 }, (_, i) => String.fromCodePoint(i)).filter(letter => PLAIN.test(letter))
    expect(plain.length).toBeGreaterThan(280)
    for (const name of ['light', 'regular', 'semibold', 'spare'] as const)
      expect(plain.filter(letter => !has(name)(letter.codePointAt(0) ?? 0))).toEqual([])
    expect(
      (['light', 'regular', 'semibold', 'spare'] as const).every(name => has(name)(SIGN.codePointAt(0) ?? 0)),
    ).toBe(true)
  })
})
