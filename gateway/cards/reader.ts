/** A card reader on a serial port: bytes in, each card once. */
import type { Logger } from 'pino'
import { ReopeningPort } from '../serial/port.ts'
import { CardPresence } from './presence.ts'
import type { UidDecoder, UidEvent } from './uid.ts'

export type CardReaderOptions = {
  path: string
  baud: number
  decoder: UidDecoder
  onCard(uid: string): void
  log: Logger
}

export class CardReader {
  readonly #port: ReopeningPort
  readonly #presence = new CardPresence()
  readonly #onCard: (uid: string) => void
  readonly #log: Logger
  #open = false
  #discarded = 0

  constructor({ path, baud, decoder, onCard, log }: CardReaderOptions) {
    this.#onCard = onCard
    this.#log = log
    this.#port = new ReopeningPort({
      path,
      baud,
      log,
      silent_by_nature: true,
      events: {
        onOpen: () => {
          this.#open = true
        },
        onChunk: chunk => this.#take(decoder.push(chunk)),
        onClose: () => {
          this.#open = false
          this.#take(decoder.reset())
        },
      },
    })
  }

  get isOpen(): boolean {
    return this.#open
  }
  get why_closed(): string {
    return this.#port.why_closed
  }
  /** blocks of bytes that were no card, since the start */
  get discarded(): number {
    return this.#discarded
  }

  start(): void {
    this.#port.start()
  }
  stop(): Promise<void> {
    return this.#port.stop()
  }

  #take(events: UidEvent[]): void {
    for (const event of events) {
      if (event.kind === 'uid') {
        if (this.#presence.isNew(event.uid, performance.now())) this.#onCard(event.uid)
      } else {
        this.#discarded += 1
        // Noise may come in floods: the log shows the 1st, 2nd, 4th, 8th …, and never the bytes: they may be a UID.
        if (Number.isInteger(Math.log2(this.#discarded)))
          this.#log.warn(
            { reason: event.reason, bytes: event.bytes, count: this.#discarded },
            'discarded from the reader',
          )
      }
    }
  }
}
