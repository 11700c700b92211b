/**
 * A real SMTP server on loopback that does as it is told: takes mail, says later or never, cuts the line in the middle of the data
 * or after it has taken the mail. What it accepted is kept, parsed.
 */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Manner =
  | { kind: 'take' }
  | { kind: 'refuse'; at: 'rcpt' | 'data' | 'mail'; code: number; words: string }
  /** the line is cut before the data has ended: nobody has this mail */
  | { kind: 'cut-in-data' }
  /** the mail is taken, and the line cut before the reply: only the server knows */
  | { kind: 'cut-after' }

export class SmtpLab {
  readonly accepted: { mail: Email; raw: Buffer; to: string[]; from: string; secure: boolean }[] = []
  manner: Manner = { kind: 'take' }
  #server: SMTPServer | null = null
  #port = 0

  static async start(options: SMTPServerOptions = {}): Promise<SmtpLab> {
    const lab = new SmtpLab()
    await lab.listen(options)
    return lab
  }

  async listen(options: SMTPServerOptions = {}): Promise<void> {
    const server = new SMTPServer({
      ...{ authOptional: true, disableReverseLookup: true, logger: false, closeTimeout: 100 },
      disabledCommands: options.key === undefined ? ['STARTTLS'] : [],
      onMailFrom: (_address, _session, callback) => this.#answer('mail', callback),
      onRcptTo: (_address, _session, callback) => this.#answer('rcpt', callback),
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = []
        // smtp-server has no type for it: its connections by session
        const cut = (): void => {
          for (const one of (server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> })
            .connections)
            if (one.id === session.id) one._socket.destroy()
        }
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          if (this.manner.kind === 'cut-in-data') cut()
        })
        stream.on('end', () => void this.#taken(Buffer.concat(chunks), session, cut, callback))
      },
      ...options,
    })
    server.on('error', () => undefined)
    this.#server = server
    await new Promise<void>(resolve => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.server.address() as AddressInfo).port
  }

  async #taken(
    raw: Buffer,
    session: Parameters<NonNullable<SMTPServerOptions['onData']>>[1],
    cut: () => void,
    callback: (error?: Error | null) => void,
  ): Promise<void> {
    const { manner } = this
    if (manner.kind === 'cut-in-data') return
    if (manner.kind === 'refuse' && manner.at === 'data') return callback(refusal(manner))
    const { mailFrom, rcptTo } = session.envelope
    this.accepted.push({
      ...{ mail: await PostalMime.parse(raw), raw, secure: session.secure },
      to: rcptTo.map(one => one.address),
      from: mailFrom === false ? '' : mailFrom.address,
    })
    if (manner.kind === 'cut-after') cut()
    else callback()
  }

  #answer(at: 'rcpt' | 'mail', callback: (error?: Error | null) => void): void {
    const { manner } = this
    if (manner.kind === 'refuse' && manner.at === at) callback(refusal(manner))
    else callback()
  }

  get port(): number {
    return this.#port
  }
  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }
  messageIds(): string[] {
    return this.accepted.map(({ mail }) => mail.messageId ?? '')
  }
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server !== null) await new Promise<void>(resolve => server.close(() => resolve()))
  }
}

const refusal = ({ code, words }: { code: number; words: string }): Error =>
  Object.assign(new Error(words), { responseCode: code })
