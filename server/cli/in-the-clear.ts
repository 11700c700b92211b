/** The plain MQTT door is for this computer (contract §1). Opened further it works, as plugs without TLS need it: then it says so. */
import type { HostPort } from '#server/config.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i

/** Null: nobody but this computer reaches it. */
export const inTheClear = ({ host, port }: HostPort): string | null =>
  LOOPBACK.test(host)
    ? null
    : `NAVETTE_MQTT: ${host}:${port} is open to the network without encryption: tokens and badges can be read and replayed there; ` +
      'with NAVETTE_TLS_CERT and NAVETTE_TLS_KEY, stations use NAVETTE_MQTTS instead'
