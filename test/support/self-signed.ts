/** A key on the curve every TLS stack has, and a certificate by itself, good for a month: for tests alone. */
import { execFileSync } from 'node:child_process'

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** `openssl req`, with a new key; `more` says what is asked for. */
export const requestCertificate = (program: string, name: string, key: string, more: string[]): void =>
  void execFileSync(program, ['req', ...NEW_KEY, '-subj', `/CN=${name}`, '-keyout', key, ...more], { stdio: 'ignore' })

export const selfSigned = (program: string, name: string, key: string, cert: string, more: string[] = []): void =>
  requestCertificate(program, name, key, ['-x509', '-days', '30', '-out', cert, ...more])
