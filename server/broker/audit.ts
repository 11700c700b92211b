/** What the broker refused, for the audit. Bounded in rate, so that a flood of refusals cannot fill the disk. */
import { AUDIT_EVENTS_PER_SECOND_MAX } from './limits.ts'

export type BrokerRefusal =
  | 'connect'
  | 'publish-foreign'
  | 'publish-wildcard'
  | 'subscribe-foreign'
  | 'will'
  | 'packet'
  | 'certificate'

export type BrokerAuditEvent = {
  at_ms: number
  refusal: BrokerRefusal
  /** as claimed, null where the socket never said who it is */
  principal: string | null
  address: string
  detail: string
  /** refusals of the last seconds that were counted but not told one by one */
  suppressed: number
}

export class AuditGate {
  readonly #tell: (event: BrokerAuditEvent) => void
  readonly #now_ms: () => number
  #second = 0
  #told = 0
  #suppressed = 0

  constructor(tell: (event: BrokerAuditEvent) => void, now_ms: () => number) {
    this.#tell = tell
    this.#now_ms = now_ms
  }

  refuse(refusal: BrokerRefusal, principal: string | null, address: string, detail: string): void {
    const at_ms = this.#now_ms()
    const second = Math.floor(at_ms / 1_000)
    if (second !== this.#second) {
      this.#second = second
      this.#told = 0
    }
    if (this.#told >= AUDIT_EVENTS_PER_SECOND_MAX) {
      this.#suppressed += 1
      return
    }
    this.#told += 1
    const suppressed = this.#suppressed
    this.#suppressed = 0
    this.#tell({ at_ms, refusal, principal, address, detail: detail.slice(0, 200), suppressed })
  }
}
