/** fontkit ships no types: what is used of it. */
declare module 'fontkit' {
  export type Glyph = { id: number }
  /** in font units, and pdfkit scales them in place */
  export type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }
  export type GlyphRun = { glyphs: Glyph[]; positions: Position[]; readonly advanceWidth: number }
  export type Font = {
    postscriptName: string
    hasGlyphForCodePoint(code_point: number): boolean
    layout(text: string, features?: string[]): GlyphRun
  }
  export function create(bytes: Uint8Array): Font
}
