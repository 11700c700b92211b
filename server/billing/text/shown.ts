/**
 * Which font shows which letter. A letter that none has is replaced by a sign one can see, never dropped and never an empty
 * glyph; the page then says so.
 */
export const SIGN = '□'

export type Has = (code_point: number) => boolean
export type Piece = { text: string; spare: boolean }

/** Joiners, selectors of variants and marks of direction: they shape their neighbours and are no letters themselves. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u
const CONTROL = /\p{Cc}|\p{Cs}/u
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' })

/** What is drawn of a text: controls become spaces, marks without ink go; hands and skins joined to an emoji count as one letter. */
const letters = (text: string): string[] =>
  [...graphemes.segment(text.normalize('NFC').replaceAll(new RegExp(CONTROL, 'gu'), ' '))].map(({ segment }) => segment)

/** Every face has these (a test holds it), and they are nearly all there is: no need to look at each. */
export const PLAIN =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u017f\u00a0\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u20ac\u2212]*$/

/** Pieces of one font each, in order; `missing` is told each letter that no font has. */
export function shown(text: string, main: Has, spare: Has, missing: (letter: string) => void): Piece[] {
  if (PLAIN.test(text)) return text === '' ? [] : [{ text, spare: false }]
  const pieces: Piece[] = []
  const add = (piece: string, in_spare: boolean): void => {
    const last = pieces.at(-1)
    if (last?.spare === in_spare) last.text += piece
    else pieces.push({ text: piece, spare: in_spare })
  }
  for (const letter of letters(text)) {
    const seen = [...letter].filter(part => !UNSEEN.test(part))
    const all = (has: Has): boolean => seen.every(part => has(part.codePointAt(0) ?? 0))
    if (seen.length === 0) continue
    if (all(main)) add(seen.join(''), false)
    else if (all(spare)) add(seen.join(''), true)
    else {
      missing(letter)
      add(SIGN, false)
    }
  }
  return pieces
}
