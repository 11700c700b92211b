/** Why there is no connection, in one sentence a person can act on. */

const BY_CODE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: is the server running?',
  ENOTFOUND: 'this host name is unknown',
  EAI_AGAIN: 'the host name cannot be looked up now',
  EHOSTUNREACH: 'this host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the server does not answer',
  ECONNRESET: 'the server closed the connection',
  EPIPE: 'the server closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is self-signed: name its authority in `ca`',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server’s certificate is signed by an unknown authority: name it in `ca`',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate is signed by an unknown authority: name it in `ca`',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another name',
}

/** MQTT 3.1.1, table 3.1: CONNACK return codes. */
const BY_CONNACK: Record<number, string> = {
  1: 'the server does not speak MQTT 3.1.1',
  2: 'the server refuses this client id',
  3: 'the server can commit nothing at the moment',
  4: 'principal or token is wrong',
  5: 'principal or token is wrong, or was withdrawn',
}

export function whyNot(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return whyNot(error.errors[0])
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (typeof code === 'number') return BY_CONNACK[code] ?? `the server refused with code ${code}`
  const message = error instanceof Error ? error.message : String(error)
  if (typeof code === 'string') return BY_CODE[code] ?? `${message} (${code})`
  return message === 'connack timeout' ? 'the server does not answer' : message
}

/** SUBACK 128 (MQTT-3.9.3-2), as mqtt.js words it; what it hands on as granted is then only what was asked for. */
export const refusedBy = (error: Error | null | undefined): boolean => /^Subscribe error/.test(error?.message ?? '')
