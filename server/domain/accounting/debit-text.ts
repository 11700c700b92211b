/**
 * The Latin set every SEPA bank must take (EPC217-08, "SEPA Requirements for an Extended Character Set"):
 * a–z A–Z 0–9 / - ? : ( ) . , ' + and the blank. Identifiers neither begin nor end with a slash, nor hold two in a row.
 */
const ALLOWED = /^[A-Za-z0-9/\-?:().,'+ ]*$/

/** What Unicode's decomposition leaves whole. */
const LETTERS: Record<string, string> = {
  ...{ Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe', Ø: 'O', ø: 'o', ß: 'ss', ẞ: 'SS', Ł: 'L', ł: 'l', Đ: 'D', đ: 'd' },
  ...{ Ð: 'D', ð: 'd', Þ: 'TH', þ: 'th', ı: 'i', Ŋ: 'N', ŋ: 'n', Ħ: 'H', ħ: 'h' },
  ...{ '’': "'", '‘': "'", '“': "'", '”': "'", '"': "'", '«': "'", '»': "'", '–': '-', '—': '-', '‐': '-', '‑': '-' },
  ...{ '&': '+', '@': '(at)', '€': 'EUR', _: '-', ';': ',', '…': '...', '[': '(', ']': ')', '{': '(', '}': ')' },
}
const MARKS = /\p{M}/gu

export const SEPA_NAME_MAX = 70
export const SEPA_REMITTANCE_MAX = 140
export const SEPA_ID_MAX = 35

/** Transliterated, blanks run together, cut to `chars_max`. What has no Latin form becomes a full stop. */
export function sepaText(text: string, chars_max: number): string {
  let out = ''
  for (const char of text.normalize('NFKD').replace(MARKS, '')) {
    const latin = LETTERS[char] ?? char
    out += ALLOWED.test(latin) ? latin : /\s/u.test(char) ? ' ' : '.'
  }
  return out.replace(/ +/g, ' ').trim().slice(0, chars_max).trimEnd()
}

/** Null: nothing of the name can be written; a name of full stops helps no bank. */
export function sepaName(name: string): string | null {
  const written = sepaText(name, SEPA_NAME_MAX)
  return /[A-Za-z0-9]/.test(written) ? written : null
}

export const isSepaId = (id: string): boolean =>
  id.length > 0 &&
  id.length <= SEPA_ID_MAX &&
  ALLOWED.test(id) &&
  !id.includes('//') &&
  !id.startsWith('/') &&
  !id.endsWith('/') &&
  id === id.trim()

export const isSepaText = (text: string): boolean => ALLOWED.test(text)
