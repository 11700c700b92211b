/**
 * Right-to-left words: the Unicode Bidirectional Algorithm (UAX #9) for one line, without its explicit embeddings, which names
 * do not carry. In comes a line as it is read aloud, out come its runs from left to right as they are drawn; a right-to-left
 * run keeps its text in reading order, since the font turns it.
 */
export type Run = { text: string; rtl: boolean }

type Class = 'L' | 'R' | 'AL' | 'EN' | 'AN' | 'ES' | 'ET' | 'CS' | 'NSM' | 'ON'

const CLASSES: [Class, RegExp][] = [
  ['EN', /[0-9\u06f0-\u06f9]/],
  ['AN', /[\u0660-\u0669\u066b\u066c\u06dd]/],
  ['NSM', /\p{Mn}|\p{Me}/u],
  ['AL', /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u],
  ['R', /[\p{Script=Hebrew}\p{Script=Nko}\u200f]/u],
  ['ES', /[+\u2212-]/],
  ['ET', /[#$%°€£¥‰]/],
  ['CS', /[,./:\u00a0\u202f]/],
  ['L', /[\p{L}\p{Nd}\p{Mc}]/u],
]
const classOf = (letter: string): Class => CLASSES.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'ON'

/** `(` is drawn as `)` where the line runs the other way (rule L4). */
const MIRRORED: Record<string, string> = {
  ...{ '(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{' },
  ...{ '<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹' },
}

type Direction = 'L' | 'R'
const strong = (of: Class): boolean => of === 'L' || of === 'R' || of === 'AL'

/** Rules P2 and P3: a line runs as its first letter does. */
const directionOf = (classes: Class[]): Direction => ((classes.find(strong) ?? 'L') === 'L' ? 'L' : 'R')

/** Rules W1 to W7: marks follow their letter, separators and signs their number. */
function weak(classes: Class[], base: Direction): Class[] {
  const out = [...classes]
  const last = (before: number): Class => out.slice(0, before).findLast(strong) ?? base
  for (const [i, of] of out.entries()) if (of === 'NSM') out[i] = out[i - 1] ?? 'ON'
  for (const [i, of] of out.entries()) if (of === 'EN' && last(i) === 'AL') out[i] = 'AN'
  for (const [i, of] of out.entries()) if (of === 'AL') out[i] = 'R'
  for (const [i, of] of out.entries()) {
    const [before, after] = [out[i - 1], out[i + 1]]
    if (before === after && ((before === 'EN' && (of === 'ES' || of === 'CS')) || (before === 'AN' && of === 'CS')))
      out[i] = before
  }
  for (const [i, of] of out.entries()) if (of === 'ET' && touchesNumber(out, i)) out[i] = 'EN'
  for (const [i, of] of out.entries()) if (of === 'ES' || of === 'ET' || of === 'CS') out[i] = 'ON'
  for (const [i, of] of out.entries()) if (of === 'EN' && last(i) === 'L') out[i] = 'L'
  return out
}

function touchesNumber(classes: Class[], at: number): boolean {
  const before = classes.slice(0, at).findLast(of => of !== 'ET')
  const after = classes.slice(at).find(of => of !== 'ET')
  return before === 'EN' || after === 'EN'
}

/** Rules N1 and N2: what has no direction takes that of both neighbours, or else the line's. */
function neutral(classes: Class[], base: Direction): Class[] {
  const side = (of: Class | undefined): Direction => (of === undefined ? base : of === 'L' ? 'L' : 'R')
  return classes.map((of, i) => {
    if (of !== 'ON') return of
    const before = side(classes.slice(0, i).findLast(other => other !== 'ON'))
    const after = side(classes.slice(i).find(other => other !== 'ON'))
    return before === after ? before : base
  })
}

/** Rules I1 and I2. */
function levelOf(of: Class, base: Direction): number {
  if (base === 'R') return of === 'R' ? 1 : 2
  return of === 'L' ? 0 : of === 'R' ? 1 : 2
}

/** Rule L2: from the deepest level up, each stretch of that level or deeper is turned round. */
function reordered(runs: { text: string; level: number }[]): { text: string; level: number }[] {
  let out = runs
  for (const level of [2, 1]) {
    const next: typeof runs = []
    let turned: typeof runs = []
    for (const run of out) {
      if (run.level >= level) turned.unshift(run)
      else {
        next.push(...turned, run)
        turned = []
      }
    }
    out = [...next, ...turned]
  }
  return out
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|\p{Script=Nko}/u

export function visual(line: string): Run[] {
  if (!RIGHT_TO_LEFT.test(line)) return line === '' ? [] : [{ text: line, rtl: false }]
  const letters = [...line]
  const own = letters.map(classOf)
  const base = directionOf(own)
  const classes = neutral(weak(own, base), base)
  const runs: { text: string; level: number }[] = []
  for (const [i, letter] of letters.entries()) {
    const level = levelOf(classes[i] ?? 'L', base)
    const last = runs.at(-1)
    const shown = level === 1 ? (MIRRORED[letter] ?? letter) : letter
    if (last?.level === level) last.text += shown
    else runs.push({ text: shown, level })
  }
  return reordered(runs).map(({ text, level }) => drawn(text, level === 1))
}

/** A font turns what has letters of a right-to-left script; brackets and spaces alone are turned here. */
const drawn = (text: string, rtl: boolean): Run =>
  rtl && !RIGHT_TO_LEFT.test(text) ? { text: [...text].reverse().join(''), rtl: false } : { text, rtl }
