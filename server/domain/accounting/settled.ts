/**
 * When what was settled, one journal entry after the other: by money, or by a credit note on the invoice it credits. VAT that
 * falls due on payment follows it (art. 269, 2 c CGI). A payment that comes back takes back what it had settled.
 */
import type { Booked } from './booked.ts'
import type { AllocatedEntry, Allocation, Payment, WrittenOffEntry } from './payment-entries.ts'

/** `cents` of the document's amount are settled by entry `n`; negative: no longer. Of a credit note: given back or set off. */
export type Settled = { n: number; date: string; document: string; cents: number }

export function settledBy(booked: readonly Booked[]): Settled[] {
  const books = new Open()
  return booked.flatMap(({ n, date, entry }) => {
    const parts = books.take(entry)
    return parts.map(part => ({ n, date, ...part }))
  })
}

type Part = { document: string; cents: number }

class Open {
  /** documents to be paid, and credit notes, payments with something left of them */
  readonly #open = new Map<string, number>()
  readonly #credit = new Map<string, number>()
  readonly #credit_notes = new Set<string>()
  /** what each payment did, for the day it comes back */
  readonly #done = new Map<string, Part[]>()

  take(entry: Booked['entry']): Part[] {
    switch (entry.type) {
      case 'issued': {
        const { number, kind, due_cents, refers_to } = entry
        if (kind === 'invoice') {
          this.#open.set(number, due_cents)
          return []
        }
        this.#credit_notes.add(number)
        this.#credit.set(number, due_cents)
        return this.#put(
          number,
          refers_to.map(item => ({ item, cents: due_cents })),
        )
      }
      case 'paid':
        return this.#noted(entry.payment.id, this.#paid(entry.payment))
      case 'allocated':
        return this.#allocated(entry)
      case 'written-off':
        return this.#writtenOff(entry)
      case 'returned': {
        const undone = (this.#done.get(entry.payment) ?? []).map(part => ({ ...part, cents: -part.cents }))
        for (const { document, cents } of undone) {
          const side = this.#credit_notes.has(document) ? this.#credit : this.#open
          side.set(document, (side.get(document) ?? 0) - cents)
        }
        this.#done.delete(entry.payment)
        this.#credit.delete(entry.payment)
        return undone
      }
      default:
        return []
    }
  }

  /** A loss settles what it lets be, so that its tax falls due: never is too little declared. A gain takes credit away. */
  #writtenOff({ id, item, cents }: WrittenOffEntry): Part[] {
    if (cents < 0) {
      this.#credit.set(item, Math.max(0, (this.#credit.get(item) ?? 0) + cents))
      return []
    }
    this.#credit.set(id, cents)
    return this.#noted(id, this.#put(id, [{ item, cents }]))
  }

  #paid({ id, amount_cents, allocations }: Payment): Part[] {
    if (amount_cents < 0) return this.#refunded(-amount_cents, allocations)
    this.#credit.set(id, amount_cents)
    return this.#put(id, allocations)
  }

  #allocated({ from, allocations }: AllocatedEntry): Part[] {
    const parts = this.#put(from, allocations)
    return this.#credit_notes.has(from) ? parts : this.#noted(from, parts)
  }

  #noted(payment: string, parts: Part[]): Part[] {
    this.#done.set(payment, [...(this.#done.get(payment) ?? []), ...parts])
    return parts
  }

  /** No more than is left on either side. What is no document (fees, the old books) takes its part too. */
  #put(from: string, allocations: readonly Allocation[]): Part[] {
    const parts: Part[] = []
    let left = this.#credit.get(from) ?? 0
    for (const { item, cents } of allocations) {
      const open = this.#open.get(item)
      const moved = Math.max(0, Math.min(cents, left, open ?? cents))
      left -= moved
      if (open === undefined || moved === 0) continue
      this.#open.set(item, open - moved)
      parts.push({ document: item, cents: moved })
      if (this.#credit_notes.has(from)) parts.push({ document: from, cents: moved })
    }
    this.#credit.set(from, left)
    return parts
  }

  #refunded(cents: number, allocations: readonly Allocation[]): Part[] {
    const parts: Part[] = []
    let left = cents
    for (const { item: from, cents: named } of allocations) {
      const moved = Math.max(0, Math.min(-named, left, this.#credit.get(from) ?? 0))
      left -= moved
      this.#credit.set(from, (this.#credit.get(from) ?? 0) - moved)
      if (moved > 0 && this.#credit_notes.has(from)) parts.push({ document: from, cents: moved })
    }
    return parts
  }
}
