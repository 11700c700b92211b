import { signal } from '@preact/signals'

type Say = (detail: string) => string

/** Looks like a gateway's; its words say whether it is. */
const CODED = /^[a-z-]+( [a-z]+=\d+)*$/
const say = signal<Say | null>(null)
let asked = false

/** What a gateway adds to a fault, in the reader's language once its words are there; a person's own words as they are. */
export function faultDetail(detail: string | null): string | null {
  if (detail === null || !CODED.test(detail)) return detail
  if (!asked) {
    asked = true
    void import('../i18n/fault-details.ts').then(words => {
      say.value = words.sayDetail
    })
  }
  return say.value?.(detail) ?? null
}
