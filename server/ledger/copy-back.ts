/** When the WAL is copied back, and that a disk which is full for a while ends nothing: the next look tries again. */

/**
 * Counted in entries, because the WAL file keeps its length when it begins again. So many leave some MiB behind, depending on
 * how many stations and groups they come from: worth the two fsyncs, and well below the backstop of 64 MiB.
 */
const ENTRIES_MIN = 2_000
/**
 * The WAL begins again only when all of it has been copied at the moment of a commit. Under load some frames always come in
 * while others are copied; each pass leaves fewer, until one fits between two commits. Without these the WAL grew up to the
 * backstop, and a commit paid for it.
 */
const PASSES_MAX = 30

export type CopyBackParts = {
  /** newest entry of the journal */
  head(): number
  /** PASSIVE waits for nobody, and nobody waits for it. Throws where the disk refuses. */
  pass(): void
}

export class CopyBack {
  readonly #parts: CopyBackParts
  #copied_n = 0
  #failed = false

  constructor(parts: CopyBackParts) {
    this.#parts = parts
  }

  /** The error that keeps it from copying, once: not again at each look until it has worked. */
  look(): unknown {
    try {
      this.#copy()
      this.#failed = false
      return null
    } catch (error) {
      const known = this.#failed
      this.#failed = true
      return known ? null : error
    }
  }

  #copy(): void {
    const { head, pass } = this.#parts
    const n = head()
    if (n - this.#copied_n < ENTRIES_MIN) return
    for (let i = 0, before = -1; i < PASSES_MAX && before !== head(); i++) {
      before = head()
      pass()
    }
    this.#copied_n = n
  }
}
