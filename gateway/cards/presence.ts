/** Readers repeat a card as long as it lies there: reported once, and again after it left. Pure. */

/**
 * An RDM6300 repeats a card about every 50–65 ms; longer without it and the card is gone. Generous against a card held
 * at the edge of the field, and far below the pause of a hand that means it twice.
 */
export const CARD_LEFT_ms = 700

export class CardPresence {
  #uid: string | null = null
  #seen_at_ms = 0

  /** True when the card is newly there. */
  isNew(uid: string, now_ms: number): boolean {
    const stays = uid === this.#uid && now_ms - this.#seen_at_ms < CARD_LEFT_ms
    this.#uid = uid
    this.#seen_at_ms = now_ms
    return !stays
  }
}
