import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { drawSvg, readSvg } from './svg.ts'

const svg = (inside: string, attributes = 'viewBox="0 0 100 50"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`

/** The marks on the page, as the PDF has them. */
async function drawn(inside: string): Promise<string> {
  const doc = new PDFDocument({ compress: false, size: [200, 100], margin: 0, font: '' })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const end = new Promise(resolve => doc.on('end', resolve))
  drawSvg(doc, readSvg(svg(inside)), 10, 20, { width: 50, height: 100 })
  doc.end()
  await end
  return Buffer.concat(chunks).toString('latin1')
}

describe('a logo as SVG', () => {
  it('is scaled into its place in its own proportions', async () => {
    const marks = await drawn('<rect x="0" y="0" width="100" height="50"/>')
    expect(marks).toMatch(/1 0 0 1 10 20 cm\s+0\.5 0 0 0\.5 0 0 cm/)
    expect(marks).toContain('0 0 100 50 re')
  })

  it('takes paint from the group and from the style, transforms from each', async () => {
    const marks = await drawn(
      '<g fill="#ff0000"><path d="M1 2L3 4"/><circle r="5" style="fill:#0000ff" transform="translate(7 8)"/></g>',
    )
    expect(marks).toMatch(/1 0 0 scn[\s\S]*1 2 m\s+3 4 l[\s\S]*1 0 0 1 7 8 cm[\s\S]*0 0 1 scn/)
  })

  it('draws lines and polygons, and nothing of what is not painted', async () => {
    const marks = await drawn(
      '<polygon points="0,0 4,0 4,3" fill="none" stroke="#00ff00"/><path d="M9 9L8 8" fill="none"/>',
    )
    expect(marks).toMatch(/0 0 m\s+4 0 l\s+4 3 l\s+h/)
    expect(marks).not.toContain('9 9 m')
  })

  it('reads its size where there is no viewBox', () => {
    expect(readSvg(svg('', 'width="30px" height="20px"'))).toMatchObject({ x: 0, y: 0, width: 30, height: 20 })
  })

  it.each([
    ['<text>Atelier</text>', '<text>'],
    ['<image href="x.png"/>', '<image>'],
    ['<path d="M0 0" fill="url(#a)"/>', 'gradients'],
    ['<path d="M0 0" transform="skewX(3)"/>', 'skewX'],
  ])('says what it cannot draw: %s', async (inside, said) => {
    await expect(drawn(inside)).rejects.toThrow(said)
  })

  it('says what is no picture', () => {
    expect(() => readSvg('<html xmlns="http://www.w3.org/2000/svg"/>')).toThrow('<html>')
    expect(() => readSvg(svg('', ''))).toThrow('size')
  })
})
