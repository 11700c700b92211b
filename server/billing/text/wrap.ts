/** Lines no wider than a column. Breaks at spaces and after hyphens; a word wider than the column is cut between letters. */
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' })

export type Measure = (text: string) => number

/** With the space they end in, so that joining them gives the text back; no-break spaces keep their words together. */
const words = (text: string): string[] => text.match(/[^ -]*(?:[ -]+|$)/g)?.filter(word => word !== '') ?? []

export function wrap(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words(text.trim())) {
    if (line !== '' && measure((line + word).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    const [whole, rest] = line === '' ? cut(word, width, measure) : [[], word]
    lines.push(...whole)
    line += rest
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

/** Pieces of an over-long word that each fill a line, and what remains for the next. */
function cut(word: string, width: number, measure: Measure): [string[], string] {
  if (measure(word.trimEnd()) <= width) return [[], word]
  const full: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && measure(piece + segment) > width) {
      full.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [full, piece]
}
