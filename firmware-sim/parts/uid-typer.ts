/** A 13.56 MHz USB reader that types each card once as a line of hex. Makes differ in separator and line end. */
export type UidTyperHabits = { separator: '' | ':' | '-' | ' '; line_end: '\r' | '\n' | '\r\n'; upper: boolean }

export function typedUid(uid_hex: string, { separator, line_end, upper }: UidTyperHabits): Buffer {
  const pairs = uid_hex.match(/../g) ?? []
  const text = pairs.join(separator)
  return Buffer.from((upper ? text.toUpperCase() : text.toLowerCase()) + line_end, 'ascii')
}
