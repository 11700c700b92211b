/** A broken ledger may disagree in a million places; the first ones say what is wrong. */
const PROBLEMS_MAX = 100

export class Problems {
  readonly #named: string[] = []
  #unnamed = 0

  add(problem: string): void {
    if (this.#named.length < PROBLEMS_MAX) this.#named.push(problem)
    else this.#unnamed += 1
  }

  list(): string[] {
    return this.#unnamed === 0 ? [...this.#named] : [...this.#named, `and ${this.#unnamed} more`]
  }
}
