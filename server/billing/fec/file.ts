/** The bytes: tabs, CR LF, ISO 8859-15. What has no letter there is written with those it has, and nothing is lost in silence. */
import iconv from 'iconv-lite'
import { FEC_COLUMNS } from '#server/domain/accounting/fec.ts'

const CHARSET = 'ISO-8859-15'
/** Letters that NFD does not take apart, and signs that a name or label may hold. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  ...{ ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ħ: 'h', Ħ: 'H', ı: 'i', ŋ: 'ng', Ŋ: 'NG', ẞ: 'SS' },
  ...{ '’': "'", '‘': "'", '“': '"', '”': '"', '„': '"', '–': '-', '—': '-', '…': '...', '•': '-' },
  ...{ '\u202f': ' ', '\u2009': ' ', '\u2011': '-', '\u00a0': ' ' },
}
const NO_LETTER = '?'
/** Everything printable the charset has, but the space that does not break, which accountants' programs trip over. */
const LETTERS: ReadonlySet<string> = new Set(
  [...iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), CHARSET)].filter(
    letter => !/[\p{Cc}\u00a0\ufffd]/u.test(letter),
  ),
)

export function fecFile(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = [FEC_COLUMNS, ...rows].map(row => row.map(field).join('\t'))
  return iconv.encode(`${lines.join('\r\n')}\r\n`, CHARSET)
}

/** A tab or a line break within a field would be one of the file's own. */
const field = (text: string): string => latin(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim())

export function latin(text: string): string {
  let out = ''
  for (const letter of text.normalize('NFC')) out += has(letter) ? letter : (WRITTEN_AS[letter] ?? bare(letter))
  return out
}

/** Without its accents; else the sign that says something stood here. */
function bare(letter: string): string {
  const plain = [...letter.normalize('NFKD')].filter(part => !/\p{M}/u.test(part)).join('')
  return plain !== '' && [...plain].every(has) ? plain : /\p{M}|\p{Cf}/u.test(letter) ? '' : NO_LETTER
}

const has = (letter: string): boolean => LETTERS.has(letter)
