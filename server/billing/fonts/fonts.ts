/**
 * The fonts of documents, whole files that pdfkit embeds subsets of. Reading one takes some 5 ms and its first word 50, so
 * they are read once and used for every document after (`docs/performance.md`).
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import { remembered } from './remembered.ts'

export type Face = 'light' | 'regular' | 'semibold'
/** `spare` has the letters the face lacks: Arabic, Hebrew, Armenian, signs. */
export type Fonts = Record<Face, Font> & { spare: Font }

const SOURCE_SANS = '@expo-google-fonts/source-sans-3'
const FILES: Record<keyof Fonts, string> = {
  light: `${SOURCE_SANS}/300Light/SourceSans3_300Light.ttf`,
  regular: `${SOURCE_SANS}/400Regular/SourceSans3_400Regular.ttf`,
  semibold: `${SOURCE_SANS}/600SemiBold/SourceSans3_600SemiBold.ttf`,
  spare: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
}

export function loadFonts(): Fonts {
  const { resolve } = createRequire(import.meta.url)
  const read = (name: keyof Fonts): Font => remembered(create(readFileSync(resolve(FILES[name]))))
  return { light: read('light'), regular: read('regular'), semibold: read('semibold'), spare: read('spare') }
}
