/** A network cable with a switch in it: everything to one address passes, until it is cut. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export class CuttableLink {
  readonly #target: { host: string; port: number }
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #cut = false

  /** `target` is host:port. */
  constructor(target: string) {
    const at = target.lastIndexOf(':')
    this.#target = { host: target.slice(0, at), port: Number(target.slice(at + 1)) }
    this.#server = createServer(near => this.#join(near))
  }

  async listen(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Cut: connections go without a word, and new ones are turned away. */
  cut(cut: boolean): void {
    this.#cut = cut
    if (cut) for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>(resolve => this.#server.close(() => resolve()))
  }

  #join(near: Socket): void {
    if (this.#cut) {
      near.destroy()
      return
    }
    const far = connect(this.#target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one)
      one.setNoDelay(true)
      one.on('error', () => undefined)
      one.on('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }
}
