/**
 * Consistent Overhead Byte Stuffing: Cheshire & Baker, "Consistent Overhead Byte Stuffing", IEEE/ACM Transactions on
 * Networking 7(2), 1999. A block never contains 00, so 00 can delimit it.
 */

/** Decodes one block (without its delimiter) into `out` and returns how many bytes it wrote, or null if it is malformed. */
export function cobsDecode(block: Uint8Array, out: Uint8Array): number | null {
  let read = 0
  let written = 0
  while (read < block.length) {
    const code = block[read] ?? 0
    const next = read + code
    if (code === 0 || next > block.length) return null
    out.set(block.subarray(read + 1, next), written)
    written += code - 1
    read = next
    // A code below FF stands for its run and the zero after it; the zero after the last run is not part of the data.
    if (code < 0xff && read < block.length) {
      out[written] = 0
      written += 1
    }
  }
  return written
}

/** Encodes `data` as one block, delimiter included. */
export function cobsEncode(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + Math.floor(data.length / 254) + 2)
  let codeAt = 0
  let written = 1
  const closeRun = () => {
    out[codeAt] = written - codeAt
    codeAt = written
    written += 1
  }
  for (const [index, byte] of data.entries()) {
    if (byte !== 0) {
      out[written] = byte
      written += 1
    }
    const full = written - codeAt === 0xff && index < data.length - 1
    if (byte === 0 || full) closeRun()
  }
  out[codeAt] = written - codeAt
  out[written] = 0
  return out.subarray(0, written + 1)
}
