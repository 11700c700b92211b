/** What is wrong with a line of a member list: a code that each language has a sentence for, and the cell it is about. */
export const PROBLEM_CODES = [
  'empty',
  'quote',
  'too-many-rows',
  'no-name-column',
  'column-twice',
  'too-many-cells',
  'name-missing',
  'name-too-long',
  'control-characters',
  'id',
  'id-twice',
  'name-ambiguous',
  'email',
  'date',
  'amount',
  'yes-no',
  'language',
  'badge',
  'badge-twice',
  'badge-taken',
  'category',
  'organisation',
  'siren',
  'qualification',
  'iban',
  'mandate-issuer',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]
/** `column` is the header as the file writes it; null: the whole line. */
export type RowProblem = { line: number; column: string | null; code: ProblemCode; value: string }

/** For a terminal. Screens have their own words for each code. */
const ENGLISH: Record<ProblemCode, string> = {
  empty: 'there is nothing in it',
  quote: 'a quotation mark is opened and never closed',
  'too-many-rows': 'too many lines: at most {value}',
  'no-name-column': 'no column says who it is: name one “nom” or “identifiant”',
  'column-twice': 'this column stands there twice',
  'too-many-cells': 'more cells than columns: is a separator inside a cell without quotation marks?',
  'name-missing': 'has no name',
  'name-too-long': 'is longer than 200 characters',
  'control-characters': 'holds characters that cannot be seen or turn the text round',
  id: '“{value}” is no id: small letters, digits and hyphens, at most 32',
  'id-twice': '“{value}” stands there twice',
  'name-ambiguous': 'there are several members of the name “{value}”: give their id',
  email: '“{value}” is no e-mail address',
  date: '“{value}” is no day: write 31/12/2026',
  amount: '“{value}” is no amount in euros: write 50 or 49,90',
  'yes-no': '“{value}” is neither oui nor non',
  language: '“{value}” is neither fr nor en',
  badge: '“{value}” is no badge: 8 to 20 hex digits, an even number of them',
  'badge-twice': 'the badge “{value}” stands there twice',
  'badge-taken': 'the badge belongs to {value} already',
  category: 'there is no category “{value}”',
  organisation: 'there is no organisation “{value}”',
  siren: '“{value}” is no SIREN: its check digit is wrong',
  qualification: 'no machine asks for the qualification “{value}”',
  iban: '“{value}” is no IBAN: its check digits are wrong',
  'mandate-issuer': 'several issuers collect: sign the mandate “{value}” on the page about payments, with its issuer',
}

export function sayProblem({ line, column, code, value }: RowProblem): string {
  const text = ENGLISH[code].replace('{value}', value)
  return column === null ? `line ${line}: ${text}` : `line ${line}, ${column}: ${text}`
}
