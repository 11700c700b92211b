/** Who may touch which topic, contract §1 "rights". Pure. */
import { parsePlugTopic, parseTopic } from '#server/contract/topics.ts'

/** `credential` names the token that let this principal in, without being it. */
export type Grant = { kind: 'station' | 'gateway' | 'plug'; id: string; stations: string[]; credential: string }
/** The gateway a plug is paired with at present, null for none. Asked at each use: a pairing may change under a connection. */
export type GatewayOf = (plug: string) => string | null
export type Uplink = { station: string; type: string }

/** A topic is remembered once it was allowed, up to this many: a hundred stations of a gateway, eight types each. */
const REMEMBERED_TOPICS_MAX = 1_024

export class Rights {
  readonly principal: string
  readonly #site: string
  readonly #own: Set<string>
  readonly #grant: Grant
  readonly #gatewayOf: GatewayOf
  readonly #remembered = new Map<string, Uplink>()

  constructor(site: string, principal: string, grant: Grant, gatewayOf: GatewayOf) {
    this.principal = principal
    this.#site = site
    this.#grant = grant
    this.#gatewayOf = gatewayOf
    // A gateway's own id counts as one of its stations; a plug is none.
    this.#own = new Set(grant.kind === 'plug' ? [] : [grant.id, ...grant.stations])
  }

  get credential(): string {
    return this.#grant.credential
  }

  /** The uplink a publish to this topic is, or null: foreign. */
  uplink(topic: string): Uplink | null {
    const remembered = this.#remembered.get(topic)
    if (remembered !== undefined) return remembered
    const parsed = parseTopic(topic)
    if (parsed === null || parsed.direction !== 'up' || parsed.site !== this.#site || !this.#own.has(parsed.station)) {
      return null
    }
    // MQTT-3.3.2-2: no wildcard is published to.
    if (/[+#]/.test(parsed.type)) return null
    const uplink = { station: parsed.station, type: parsed.type }
    if (this.#remembered.size < REMEMBERED_TOPICS_MAX) this.#remembered.set(topic, uplink)
    return uplink
  }

  /** The station whose downlinks this filter asks for, or null: foreign. `#` is the only wildcard, as a whole type. */
  downlink(filter: string): { station: string; type: string } | null {
    const parsed = parseTopic(filter)
    if (
      parsed === null ||
      parsed.direction !== 'down' ||
      parsed.site !== this.#site ||
      !this.#own.has(parsed.station)
    ) {
      return null
    }
    if (parsed.type !== '#' && /[+#]/.test(parsed.type)) return null
    return { station: parsed.station, type: parsed.type }
  }

  /** Whether this topic, and all that this filter matches, belongs to a plug this principal is or is paired with. */
  plug(topic: string): boolean {
    if (!topic.startsWith('plug/')) return false
    const parsed = parsePlugTopic(topic)
    if (parsed === null || parsed.site !== this.#site) return false
    const { kind, id } = this.#grant
    if (kind === 'plug') return parsed.plug === id
    return kind === 'gateway' && this.#gatewayOf(parsed.plug) === id
  }
}
