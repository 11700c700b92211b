/** Whether the disk has room for so much: a file beside the ledger is written, synced and taken away again. */
import { open, rm } from 'node:fs/promises'

const CHUNK = Buffer.alloc(1 << 20)

export async function reserve(ledger_file: string, bytes: number): Promise<void> {
  const path = `${ledger_file}.reserve`
  try {
    const file = await open(path, 'w')
    try {
      for (let left = bytes; left > 0; left -= CHUNK.length) await file.writeFile(CHUNK.subarray(0, left))
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(path, { force: true })
  }
}
