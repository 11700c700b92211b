/** One place in the workshop, whatever it is made of: a machine, its station, and the way its messages go to the server. */
import type { Down } from '#firmware-sim/firmware/messages.ts'

export const STEP_MS = 1_000
export const BEGAN_AT_MS = Date.UTC(2026, 9, 5, 7)
export const HOLD_MS = 3_000
export const IDLE_mA = 90
export const WORK_mA = 1_000

export type Said = { type: string; boot: number; seq: number; body: Record<string, unknown> }

/** What a seat is hung into. */
export type Road = {
  /** durable with the sender from here on */
  say(said: Said): void
  /** whether a badge put to the server now is answered in time */
  mayAsk(): boolean
  /** badges decided without the server and not committed by it yet */
  waiting(): readonly Said[]
}

/** `draw` null: the meter is dead, or its clamp gives nothing. */
export type Draw = number | null

export interface Seat {
  readonly id: string
  readonly boot: number
  /** its first power-up */
  start(): void
  /** a card that is newly there */
  card(badge: string): void
  /** what a person does before a start that wants confirmation, and how long it takes; the card that follows is the fresh one */
  confirm(badge: string): void
  /** STEP_MS have passed, in which the machine drew this */
  step(draw: Draw): void
  down(down: Down): void
  /** the server has committed up to this message */
  committed(said: Said): void
  linked(up: boolean): void
  /** something breaks that ends a right, and is whole again later */
  fail(): void
  heal(): void
  /** the supply of the station goes and comes: the next boot */
  powerCut(): void
  /** the contact, whoever moved it */
  readonly closed: boolean
  /** every movement the software asked for */
  readonly moves: readonly boolean[]
}

export type MakeSeat = (id: string, road: Road) => Seat
