/** The doors: a plain one on loopback, a TLS one where a certificate is configured. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { CONNECTIONS_MAX } from './limits.ts'

export type PlainDoor = { host: string; port: number }
export type TlsDoor = PlainDoor & { cert: string | Buffer; key: string | Buffer; ca?: string | Buffer | undefined }

export type Listener = { address: string; close(): Promise<void> }

/** What goes wrong with a door that is open: nobody else hears of it, and unheard it would end the process. */
export type OnTrouble = (error: Error) => void

async function listening(server: Server, door: PlainDoor, onTrouble: OnTrouble): Promise<Listener> {
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(door.port, door.host, () => {
      server.off('error', reject)
      server.on('error', onTrouble)
      resolve()
    })
  })
  const { address, family, port } = server.address() as AddressInfo
  return {
    address: `${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

export const listenPlain = (
  door: PlainDoor,
  accept: (socket: Socket) => void,
  onTrouble: OnTrouble,
): Promise<Listener> => listening(createServer({ noDelay: true }, accept), door, onTrouble)

/** Client certificates are optional; one that is shown must be good. */
export function listenTls(
  door: TlsDoor,
  accept: (socket: Socket) => void,
  refuse: (socket: TLSSocket, why: string) => void,
  onTrouble: OnTrouble,
): Promise<Listener> {
  const asks_certificate = door.ca !== undefined
  const server = createTlsServer(
    {
      cert: door.cert,
      key: door.key,
      ...(door.ca === undefined ? {} : { ca: door.ca }),
      requestCert: asks_certificate,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
    },
    socket => {
      const showed_certificate = asks_certificate && Object.keys(socket.getPeerCertificate()).length > 0
      if (!showed_certificate || socket.authorized) accept(socket)
      else refuse(socket, String(socket.authorizationError))
    },
  )
  // A handshake that fails (a port scan, plain MQTT on the TLS port) concerns that socket alone.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return listening(server, door, onTrouble)
}
