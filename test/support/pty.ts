/**
 * A real pseudo-terminal: the end a program opens by its path, and the end the test holds. `link` is a stable name that
 * can be pointed at another terminal, as udev does when a device is plugged in again.
 */
import { closeSync, renameSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ReadStream } from 'node:tty'

export type Pty = {
  /** what a program opens, /dev/pts/N */
  path: string
  onData(listen: (chunk: Buffer) => void): void
  write(bytes: Uint8Array): void
  /** Unplugs: whoever has `path` open reads its end. */
  close(): void
}

/**
 * The binding below node-pty's `open`, which hands over both ends as streams that already read: it would swallow the first
 * bytes meant for the program under test.
 */
type Binding = { open(columns: number, rows: number): { master: number; slave: number; pty: string } }
const binding: Binding = createRequire(import.meta.url)('@lydell/node-pty/requireBinary.js').requireBinary('pty.node')

export function openPty(): Pty {
  const opened = binding.open(80, 24)
  const master = new ReadStream(opened.master)
  // Held open, so that the master lives on between two openings, and never read. Raw: no echo, no line editing; closing the
  // stream would end that.
  const slave = new ReadStream(opened.slave)
  slave.setRawMode(true)
  const ignore = () => undefined // EIO when the other end goes
  slave.on('error', ignore)
  master.on('error', ignore)
  let open = true
  return {
    path: opened.pty,
    onData: listen => {
      master.on('data', listen)
    },
    write: bytes => {
      if (!master.destroyed) master.write(bytes)
    },
    close: () => {
      if (!open) return
      open = false
      slave.destroy()
      // libuv opened the terminal once more for its stream: this one is left to us
      closeSync(opened.slave)
      master.destroy()
    },
  }
}

/** Points the stable name at a terminal, replacing what it pointed at in one step. */
export function linkPort(link: string, pty: Pty): void {
  const next = `${link}.next`
  symlinkSync(pty.path, next)
  renameSync(next, link)
}
