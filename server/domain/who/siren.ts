/**
 * Numbers of the French register. SIREN and SIRET end in a Luhn check digit (ISO/IEC 7812-1 annex B); the establishments of
 * La Poste outgrew it and are checked by a digit sum that 5 divides (INSEE, "numéro SIRET").
 */
const LA_POSTE = '356000000'

const digitsOf = (text: string): number[] => [...text].map(Number)

function luhn(digits: number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? digit : 2 * digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** As people write them: with blanks or dots between the groups. */
export const compactNumber = (text: string): string => text.replaceAll(/[\s.\u00a0\u202f]/g, '')

export const isSiren = (text: string): boolean => /^\d{9}$/.test(text) && text !== '000000000' && luhn(digitsOf(text))

export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || !isSiren(text.slice(0, 9))) return false
  if (luhn(digitsOf(text))) return true
  return text.startsWith(LA_POSTE) && digitsOf(text).reduce((sum, digit) => sum + digit, 0) % 5 === 0
}

/**
 * The number of a French taxable person carries the SIREN behind a key of it (CGI art. 286 ter; key = 12 + 3 × SIREN mod 97,
 * mod 97; newer keys hold letters and cannot be computed). Other countries' numbers are held against their shape only.
 */
export function isVatNumber(text: string): boolean {
  const french = /^FR([0-9A-Z]{2})(\d{9})$/.exec(text)
  if (french === null) return !text.startsWith('FR') && /^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(text)
  const [, key = '', siren = ''] = french
  if (!isSiren(siren)) return false
  return !/^\d\d$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
}
