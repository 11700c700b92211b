/** fontkit ships no types: what is used of it. */
declare module 'fontkit' {
  export type Font = {
    postscriptName: string
    hasGlyphForCodePoint(code_point: number): boolean
    /** what makes pdfkit take a font as already read */
    layout(text: string, features?: string[]): unknown
  }
  export function create(bytes: Uint8Array): Font
}
