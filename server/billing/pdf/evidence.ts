/** The code that opens what proves each line. */
import { create } from 'qrcode'
import { column } from './letterhead.ts'
import { CONTENT, INK, QUIET, STRONG } from './look.ts'
import type { Pen } from './pen.ts'

const CODE = 54
const TEXT = 128

export const evidenceHeight = (url: string | null): number => (url === null ? 0 : CODE)

/** Dark modules of one row that touch are one bar: fewer marks, and no hairline between them. */
function drawCode(pen: Pen, url: string, left: number, top: number): void {
  const { modules } = create(url, { errorCorrectionLevel: 'M' })
  const side = CODE / modules.size
  for (let y = 0; y < modules.size; y++) {
    let from = -1
    for (let x = 0; x <= modules.size; x++) {
      const dark = x < modules.size && modules.get(y, x) === 1
      if (dark && from < 0) from = x
      if (!dark && from >= 0) {
        pen.bar(left + from * side, top + y * side, (x - from) * side, side, INK)
        from = -1
      }
    }
  }
}

export function drawEvidence(pen: Pen, url: string | null, top: number): void {
  if (url === null) return
  const left = CONTENT.right - CODE
  pen.around(() => drawCode(pen, url, left, top))
  pen.as('P', () => {
    const text_left = left - TEXT - 14
    const at = column(pen, ['La preuve de chaque ligne'], { ...STRONG, size: 8.5 }, text_left, top, TEXT)
    column(pen, ['Les mesures dont ces montants sont faits : scannez ce code.'], QUIET, text_left, at + 1, TEXT)
  })
}
