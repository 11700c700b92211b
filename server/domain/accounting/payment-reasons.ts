/**
 * Why money comes back: ISO 20022 ExternalReturnReason1Code as SEPA uses it (EPC173-14, "Guidance on reason codes for SDD
 * R-transactions"), and two of our own. What it means for the next attempt is decided here; screens word the rest.
 */
import { entryOf } from '../entry-of.ts'

export type ReasonMeaning = {
  /** the mandate, or the account behind it, is good for nothing until somebody renews it */
  ends_mandate: boolean
}

const CODES: Record<string, ReasonMeaning> = {
  AC01: { ends_mandate: true },
  AC04: { ends_mandate: true },
  AC06: { ends_mandate: true },
  AC13: { ends_mandate: true },
  AG01: { ends_mandate: true },
  AG02: { ends_mandate: false },
  AM04: { ends_mandate: false },
  AM05: { ends_mandate: false },
  BE05: { ends_mandate: true },
  CNOR: { ends_mandate: false },
  DNOR: { ends_mandate: false },
  FF01: { ends_mandate: false },
  MD01: { ends_mandate: true },
  MD02: { ends_mandate: true },
  MD06: { ends_mandate: false },
  MD07: { ends_mandate: true },
  MS02: { ends_mandate: false },
  MS03: { ends_mandate: false },
  RC01: { ends_mandate: true },
  RR01: { ends_mandate: false },
  RR02: { ends_mandate: false },
  RR03: { ends_mandate: false },
  RR04: { ends_mandate: false },
  SL01: { ends_mandate: true },
  /** an unpaid cheque */
  CHQ: { ends_mandate: false },
  /** entered by mistake */
  ERR: { ends_mandate: false },
}

export const isReasonCode = (code: string): boolean => Object.hasOwn(CODES, code)
/** What is not known is not tried again either. */
export const meaningOf = (code: string): ReasonMeaning => entryOf(CODES, code) ?? { ends_mandate: true }
