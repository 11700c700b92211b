/** The books over a ledger in memory in which nothing was issued: for the rights of routes. */
import { createBookkeeping } from '#server/bookkeeping/desk.ts'
import { booksFiles } from '#server/books-files.ts'
import type { Directory } from '#server/domain/directory.ts'

export const fakeBookkeeping = (directory: () => Directory, now_ms: () => number) =>
  createBookkeeping({
    ...{ files: booksFiles, directory, now_ms, mail: { relay: false, from: null, copy_to: null } },
    ledger: {
      accountEntries: async () => [],
      accountsHead: async () => 0,
      documents: async () => [],
      closings: async () => [],
      firstUseAt: async () => null,
      persons: async () => [],
      contacts: async () => [],
      appendAccounts: async () => ({ kind: 'booked', n: 1 }),
      enqueueMails: async () => ({ queued: 0, known: 0 }),
      retryMail: async () => false,
      readdressMail: async () => false,
      bounceMail: async () => false,
      mail: async () => null,
      mails: async () => ({ items: [], next: null }),
      mailCounts: async () => ({ queued: 0, sending: 0, sent: 0, bounced: 0, failed: 0 }),
    },
  })
