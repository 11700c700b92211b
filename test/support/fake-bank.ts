/** The bank desk over a ledger in memory in which nothing was issued: for the rights of routes. */
import { createBank } from '#server/bank/desk.ts'
import { bankFiles } from '#server/bank-files.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { BankLineRow } from '#server/domain/records.ts'

export const fakeBank = (directory: () => Directory, now_ms: () => number) => {
  const lines: BankLineRow[] = []
  return createBank({
    ...{ files: bankFiles, directory, now_ms, mail: { relay: false, from: null, copy_to: null } },
    ledger: {
      accountEntries: async () => [],
      accountsHead: async () => 0,
      documents: async () => [],
      appendAccounts: async () => ({ kind: 'booked', n: 1 }),
      mails: async () => ({ items: [], next: null }),
      persons: async () => [],
      contacts: async () => [],
      mandates: async () => [],
      putMandate: async () => undefined,
      banks: async () => [],
      bankLines: async () => lines,
      putBankLines: async () => 0,
      setBankLineAside: async () => false,
      bankFile: async () => null,
      putBankFile: async () => undefined,
      openContests: async () => [],
    },
  })
}
