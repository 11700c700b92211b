/**
 * How long something took, as people read it: what has fully passed, to the second below a minute and to the minute above (docs/sharing.md,
 * "Times as people read them"). A session is then the same on the phone, on the statement, on the invoice and on the terminal.
 */
export const TIMES: readonly { ms: number; figures: string; words: string }[] = [
  { ms: 0, figures: '0 s', words: '0 s' },
  { ms: 999, figures: '0 s', words: '0 s' },
  { ms: 19_600, figures: '19 s', words: '19 s' },
  { ms: 59_999, figures: '59 s', words: '59 s' },
  { ms: 60_000, figures: '1 min', words: '1 min' },
  { ms: 89_600, figures: '1 min', words: '1 min' },
  { ms: 119_999, figures: '1 min', words: '1 min' },
  { ms: 3_599_999, figures: '59 min', words: '59 min' },
  { ms: 3_600_000, figures: '1 h 00', words: '1 h' },
  { ms: 13_355_000, figures: '3 h 42', words: '3 h 42 min' },
  { ms: 151_500_000, figures: '42 h 05', words: '42 h 5 min' },
  { ms: 359_999_999, figures: '99 h 59', words: '99 h 59 min' },
]
