/**
 * A font that remembers how it laid a word out. Kerning and substitution of one word of Source Sans take about a millisecond
 * and invoices repeat their words, so this is most of what a page costs (`docs/performance.md`).
 */
import type { Font, Glyph, GlyphRun, Position } from 'fontkit'

/** Words of one font; beyond them the memo starts again, because it is only a memo. A word takes about 1 kB. */
const WORDS_MAX = 4_096
/** Words that run the other way stand in one piece: the font turns them together. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|\p{Script=Nko}/u

type Word = { glyphs: readonly Glyph[]; positions: readonly Position[] }

/** With the space before it, so that the pieces are the text. */
const pieces = (text: string): string[] => (RIGHT_TO_LEFT.test(text) ? [text] : (text.match(/ *[^ ]+| +$/g) ?? []))

const joined = (words: readonly Word[]): GlyphRun => ({
  glyphs: words.flatMap(word => word.glyphs),
  // Copies: pdfkit scales the positions it is given.
  positions: words.flatMap(word => word.positions.map(position => ({ ...position }))),
  get advanceWidth() {
    return this.positions.reduce((sum, position) => sum + position.xAdvance, 0)
  },
})

export function remembered(font: Font): Font {
  const words = new Map<string, Word>()
  const word = (text: string, features: string[] | undefined): Word => {
    const key = `${features?.join(' ') ?? ''}/${text}`
    let known = words.get(key)
    if (known === undefined) {
      if (words.size >= WORDS_MAX) words.clear()
      const { glyphs, positions } = font.layout(text, features)
      known = { glyphs, positions }
      words.set(key, known)
    }
    return known
  }
  const layout = (text: string, features?: string[]): GlyphRun =>
    joined(pieces(text).map(piece => word(piece, features)))
  return Object.create(font, { layout: { value: layout } })
}
