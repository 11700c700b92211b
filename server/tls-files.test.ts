import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProgram } from '#test/support/program.ts'
import { selfSigned } from '#test/support/self-signed.ts'
import { readTls } from './tls-files.ts'

const openssl = findProgram('openssl')
let directory: string
const at = (name: string): string => join(directory, name)
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'navette-tls-'))
  writeFileSync(at('words.pem'), 'no certificate at all\n')
  if (openssl !== null)
    for (const name of ['own', 'other']) selfSigned(openssl, 'navette', at(`${name}.key`), at(`${name}.crt`))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function problemsOf(cert: string, key: string, ca?: string): string[] {
  const problems: string[] = []
  readTls({ cert: at(cert), key: at(key), ca: ca === undefined ? undefined : at(ca) }, problems)
  return problems.map(line => line.replaceAll(`${directory}/`, ''))
}

describe.skipIf(openssl === null)(`the files of TLS${openssl === null ? ' (openssl is not installed)' : ''}`, () => {
  it('are taken where they belong together', () => {
    const problems: string[] = []
    const files = { cert: at('own.crt'), key: at('own.key'), ca: at('other.crt') }
    expect(readTls(files, problems)).toEqual({ cert_file: files.cert, key_file: files.key, ca_file: files.ca })
    expect(problems).toEqual([])
  })

  it.each([
    ['words for a certificate', 'words.pem', 'own.key', undefined, 'CERT: words.pem holds no certificate in PEM'],
    ['words for a key', 'own.crt', 'words.pem', undefined, 'KEY: words.pem holds no private key without a passphrase'],
    ['a directory', '.', 'own.key', undefined, 'CERT: . cannot be read (EISDIR)'],
    [
      'the key of another',
      'own.crt',
      'other.key',
      undefined,
      'KEY: other.key is not the key of the certificate in own',
    ],
    [
      'words for a CA, which TLS takes for none',
      'own.crt',
      'own.key',
      'words.pem',
      'CA: words.pem holds no certificate',
    ],
    ['a CA that is not there', 'own.crt', 'own.key', 'gone.pem', 'CA: there is no file gone.pem'],
  ])('are refused at start: %s', (_what, cert, key, ca, said) => {
    const problems = problemsOf(cert, key, ca)
    expect(problems.map(line => line.replaceAll(directory, '.'))).toEqual([
      expect.stringContaining(`NAVETTE_TLS_${said}`),
    ])
  })
})
