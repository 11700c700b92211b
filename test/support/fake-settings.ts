/** Settings over a ledger in memory in which nothing was issued and nothing is kept: for the rights of routes. */
import { bankFiles } from '#server/bank-files.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import { createSettings } from '#server/settings/desk.ts'

export const fakeSettings = (
  directory: () => Directory,
  now_ms: () => number,
  append: (entry: DirectoryEntry) => Promise<void>,
) =>
  createSettings({
    ...{ directory, now_ms, append, isIban: bankFiles.isIban },
    ...{ mail: { relay: false, from: null, copy_to: null }, logoProblem: async () => null },
    logoOf: async () => ({ hash: 'ab'.repeat(32), body: new TextEncoder().encode('<svg/>') }),
    ledger: {
      persons: async () => [],
      contacts: async () => [],
      banks: async () => [],
      putBanks: async () => {},
      issuerLogo: async () => null,
      putIssuerLogo: async () => {},
      seriesOf: async () => [],
    },
  })
