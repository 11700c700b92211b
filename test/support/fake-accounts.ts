/** The accounts of an atelier that has never issued anything. */
import type { Accounts } from '#server/accounts/desk.ts'

export const nothingIssued: Accounts = {
  drafts: async period => ({ kind: 'refused', refusal: { kind: 'not-closed', period } }),
  issue: async ({ period }) => ({ kind: 'refused', refusal: { kind: 'not-closed', period } }),
  credit: async () => ({ kind: 'unknown' }),
  document: async () => null,
  documents: async () => [],
  page: async () => ({ items: [], total: 0 }),
  issuedMonths: async () => [],
  proof: async () => null,
  months: async () => [],
  files: {
    pdf: () => Promise.reject(new Error('nothing was issued')),
    xml: () => Promise.reject(new Error('nothing was issued')),
    statement: async () => new TextEncoder().encode('%PDF-1.7'),
  },
}
