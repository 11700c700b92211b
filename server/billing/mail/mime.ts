/** As much of RFC 5322 and RFC 2045–2046 as a report needs: headers, one level of parts, their encodings. Bytes as Latin-1 in, UTF-8 out. */

/** `text` is what follows the headers, decoded. */
export type MimePart = { headers: Map<string, string>; text: string }

export function readPart(raw: string): MimePart {
  const end = /\r?\n\r?\n/.exec(raw)
  const head = end === null ? raw : raw.slice(0, end.index)
  const headers = headersOf(head)
  const body = end === null ? '' : raw.slice(end.index + end[0].length)
  return { headers, text: decoded(body, headers.get('content-transfer-encoding')?.trim().toLowerCase() ?? '7bit') }
}

/** Unfolded (RFC 5322 §2.2.3); the first of a name stands. */
function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, utf8(line.slice(colon + 1).trim()))
  }
  return headers
}

export const typeOf = ({ headers }: MimePart): string =>
  (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? ''

export function parameterOf({ headers }: MimePart, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(headers.get('content-type') ?? '')
  return found?.[1] ?? found?.[2] ?? null
}

/** Of a multipart; empty where it has no boundary. */
export function partsOf(mail: MimePart): MimePart[] {
  const boundary = parameterOf(mail, 'boundary')
  if (boundary === null || boundary === '') return []
  const lines = mail.text.split(/\r?\n/)
  const parts: string[][] = []
  let open: string[] | null = null
  for (const line of lines) {
    const mark = line.trimEnd()
    if (mark === `--${boundary}` || mark === `--${boundary}--`) {
      if (open !== null) parts.push(open)
      open = mark.endsWith(`${boundary}--`) ? null : []
    } else open?.push(line)
  }
  // A report that was cut says what it still says
  if (open !== null) parts.push(open)
  return parts.map(part => readPart(part.join('\r\n')))
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('latin1')
  if (encoding !== 'quoted-printable') return body
  return body
    .replaceAll(/[ \t]*=\r?\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8')
