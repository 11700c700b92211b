/** Sizes and colours of the paper, in points: docs/design-language.md, light. No greys: ink, softer ink and chalk. */
import type { Face } from '../fonts/fonts.ts'

export const INK = '#241f19'
const SOFT = '#5f5648'
export const CHALK = '#cfc5b1'
export const MADDER = '#a2311f'
export const THREAD = '#17544e'

/** `tabular`: figures of one width, so that a column of amounts stands straight. */
export type Style = { face: Face; size: number; color: string; tabular?: boolean }

export const TITLE: Style = { face: 'light', size: 25, color: INK }
export const FIGURE: Style = { face: 'light', size: 31, color: INK, tabular: true }
export const NAME: Style = { face: 'light', size: 19, color: INK }
export const STRONG: Style = { face: 'semibold', size: 10, color: INK }
export const BODY: Style = { face: 'regular', size: 9.5, color: INK }
export const QUIET: Style = { face: 'regular', size: 8.5, color: SOFT }
export const HEAD: Style = { face: 'semibold', size: 8, color: SOFT }
export const SMALL: Style = { face: 'regular', size: 7.2, color: SOFT }
export const AMOUNT: Style = { ...BODY, tabular: true }
export const STRONG_AMOUNT: Style = { ...STRONG, tabular: true }

/** Distance of two baselines. */
export const leading = (style: Style): number => Math.round(style.size * 1.32 * 10) / 10
/** From the top of a line to its baseline. */
export const rise = (style: Style): number => style.size * 0.98

/** A4. The left edge leaves room for two holes, the foot for what every page says. */
export const PAGE = { width: 595.28, height: 841.89, left: 54, right: 54, top: 44, bottom: 54 } as const
export const CONTENT = { left: PAGE.left, right: PAGE.width - PAGE.right, width: PAGE.width - PAGE.left - PAGE.right }
