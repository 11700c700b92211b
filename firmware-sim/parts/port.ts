/** A part's USB port: a pseudo-terminal under a stable name, as udev keeps it in /dev/serial/by-id across unplugging. */
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { PtyPort } from '../firmware/pty.ts'

export class PartPort {
  readonly path: string
  readonly #onData: (chunk: Buffer) => void
  #pty: PtyPort | null = null
  /** One plugging at a time, in the order they were asked for. */
  #moving: Promise<void> = Promise.resolve()
  #wanted = false

  constructor(path: string, onData: (chunk: Buffer) => void = () => undefined) {
    this.path = path
    this.#onData = onData
  }

  get plugged(): boolean {
    return this.#pty !== null
  }

  plug(): Promise<void> {
    this.#wanted = true
    this.#moving = this.#moving.then(() => this.#open())
    return this.#moving
  }

  unplug(): void {
    this.#wanted = false
    this.#close()
  }

  write(bytes: Uint8Array): void {
    this.#pty?.write(Buffer.from(bytes))
  }

  async #open(): Promise<void> {
    if (this.#pty !== null || !this.#wanted) return
    const pty = await PtyPort.open(this.#onData)
    this.#pty = pty
    // Pulled out again while it was being opened
    if (!this.#wanted) return this.#close()
    const next = `${this.path}.next`
    symlinkSync(pty.path, next)
    renameSync(next, this.path)
  }

  #close(): void {
    if (this.#pty === null) return
    this.#pty.close()
    this.#pty = null
    rmSync(this.path, { force: true })
  }
}
