/**
 * NAVETTE_TLS_*: read and held against each other at start (contract §6), and not by the first station that calls. A CA file
 * without a certificate in it above all: TLS would take it for no CA at all, and ask no station for its own.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

export type TlsFiles = { cert_file: string; key_file: string; ca_file: string | null }
type Given = { cert: string | undefined; key: string | undefined; ca: string | undefined }

/** null where no TLS is wanted, and where it cannot be: then `problems` says why. */
export function readTls({ cert, key, ca }: Given, problems: string[]): TlsFiles | null {
  const certificate = parsed('CERT', cert, 'certificate', bytes => new X509Certificate(bytes), problems)
  const secret = parsed('KEY', key, 'private key without a passphrase', createPrivateKey, problems)
  parsed('CA', ca, 'certificate', bytes => new X509Certificate(bytes), problems)
  if (cert === undefined && key === undefined) {
    if (ca !== undefined) problems.push('NAVETTE_TLS_CA: needs NAVETTE_TLS_CERT and NAVETTE_TLS_KEY')
    return null
  }
  if (cert === undefined || key === undefined) {
    problems.push(`NAVETTE_TLS_${cert === undefined ? 'CERT' : 'KEY'}: is missing; certificate and key go together`)
    return null
  }
  if (certificate !== null && secret !== null && !certificate.checkPrivateKey(secret))
    problems.push(`NAVETTE_TLS_KEY: ${key} is not the key of the certificate in ${cert}`)
  return { cert_file: cert, key_file: key, ca_file: ca ?? null }
}

function parsed<T extends X509Certificate | KeyObject>(
  name: 'CERT' | 'KEY' | 'CA',
  file: string | undefined,
  what: string,
  parse: (bytes: Buffer) => T,
  problems: string[],
): T | null {
  if (file === undefined) return null
  const bytes = bytesOf(name, file, problems)
  if (bytes === null) return null
  try {
    return parse(bytes)
  } catch {
    problems.push(`NAVETTE_TLS_${name}: ${file} holds no ${what} in PEM`)
    return null
  }
}

function bytesOf(name: string, file: string, problems: string[]): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${code})`
    problems.push(`NAVETTE_TLS_${name}: ${why}`)
    return null
  }
}
