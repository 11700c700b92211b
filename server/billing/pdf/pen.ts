/**
 * Writes on a pdfkit document: text in the font that has its letters and in the direction they are read, rules, bars; each
 * either part of the structure a screen reader follows (`as`) or decoration (`around`).
 */
import type PDFDocument from 'pdfkit'
import type { Face, Fonts } from '../fonts/fonts.ts'
import { visual } from '../text/bidi.ts'
import { type Has, shown } from '../text/shown.ts'
import { wrap } from '../text/wrap.ts'
import type { Style } from './look.ts'

type Doc = InstanceType<typeof PDFDocument>
type Structure = PDFKit.PDFStructureElement
type FontName = Face | 'spare'
/** Part of a line in one font and one direction. */
type Span = { text: string; font: FontName; width: number }

/** Kerning and ligatures are the font's own habit; these are asked for. Naming them also keeps a run of words in one piece. */
const TABULAR: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum']
const PLAIN: PDFKit.Mixins.OpenTypeFeatures[] = []

export class Pen {
  readonly doc: Doc
  readonly missing = new Set<string>()
  readonly #has: Record<FontName, Has>
  readonly #widths = new Map<string, number>()
  #parent: Structure

  constructor(doc: Doc, fonts: Fonts) {
    this.doc = doc
    const name = (of: FontName): Has => {
      doc.registerFont(of, fonts[of] as unknown as Buffer)
      return code_point => fonts[of].hasGlyphForCodePoint(code_point)
    }
    this.#has = { light: name('light'), regular: name('regular'), semibold: name('semibold'), spare: name('spare') }
    this.#parent = doc.struct('Document')
    doc.addStructure(this.#parent)
  }

  width(text: string, style: Style): number {
    return this.#spans(text, style).reduce((sum, span) => sum + span.width, 0)
  }

  lines(text: string, style: Style, width: number): string[] {
    return wrap(text, width, part => this.width(part, style))
  }

  /** From the left end of its baseline; `right` and `centre` name the other end or the middle. */
  write(text: string, x: number, baseline: number, style: Style, align: 'left' | 'right' | 'centre' = 'left'): void {
    const spans = this.#spans(text, style)
    const width = spans.reduce((sum, span) => sum + span.width, 0)
    let at = x - (align === 'left' ? 0 : align === 'right' ? width : width / 2)
    this.doc.fillColor(style.color)
    for (const span of spans) {
      const features = style.tabular === true && span.font !== 'spare' ? TABULAR : PLAIN
      this.doc.font(span.font).fontSize(style.size)
      this.doc.text(span.text, at, baseline, { lineBreak: false, baseline: 'alphabetic', features })
      at += span.width
    }
  }

  /** Everything written inside is one element of the structure: `H1`, `P`, `TD`… */
  as(type: string, draw: () => void): void {
    const element = this.#begin(type)
    const content = this.doc.markStructureContent(type)
    draw()
    this.doc.endMarkedContent()
    element.add(content)
    element.end()
  }

  /** An element of elements: `Table`, `TR`. */
  group(type: string, draw: () => void): void {
    const outer = this.#parent
    this.#parent = this.#begin(type)
    draw()
    this.#parent.end()
    this.#parent = outer
  }

  /** Decoration and what each page repeats: nobody reads it aloud. */
  around(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.doc.endMarkedContent()
  }

  rule(x: number, y: number, width: number, color: string, weight = 0.5, dash?: number): void {
    this.doc.save().lineWidth(weight).strokeColor(color)
    if (dash !== undefined) this.doc.dash(dash, { space: dash })
    this.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke()
      .restore()
  }

  bar(x: number, y: number, width: number, height: number, color: string): void {
    this.doc.fillColor(color).rect(x, y, width, height).fill()
  }

  end(): void {
    this.#parent.end()
  }

  #begin(type: string): Structure {
    const element = this.doc.struct(type)
    this.#parent.add(element)
    return element
  }

  /** A right-to-left run is kept in the font that turns it, spaces and brackets too. */
  #spans(text: string, style: Style): Span[] {
    const missing = (letter: string): void => void this.missing.add(letter)
    const { spare, [style.face]: main } = this.#has
    return visual(text).flatMap(run => {
      const [first, second]: [FontName, FontName] = run.rtl ? ['spare', style.face] : [style.face, 'spare']
      const pieces = run.rtl ? shown(run.text, spare, main, missing) : shown(run.text, main, spare, missing)
      const spans = pieces.map(piece => this.#span(piece.text, piece.spare ? second : first, style))
      return run.rtl ? spans.reverse() : spans
    })
  }

  #span(text: string, font: FontName, style: Style): Span {
    const tabular = style.tabular === true && font !== 'spare'
    const key = `${font} ${style.size} ${tabular} ${text}`
    let width = this.#widths.get(key)
    if (width === undefined) {
      width = this.doc
        .font(font)
        .fontSize(style.size)
        .widthOfString(text, { features: tabular ? TABULAR : PLAIN })
      this.#widths.set(key, width)
    }
    return { text, font, width }
  }
}
