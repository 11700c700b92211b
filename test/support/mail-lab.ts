/** A real queue and orders to put into it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { messageId } from '#server/domain/mail/message-id.ts'
import type { Mail, MailOrder } from '#server/domain/mail/types.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { memoryDirectory } from './temporary.ts'

export const NOON_MS: number = Date.UTC(2026, 10, 2, 12)
export const SILENT = { warn: () => undefined, info: () => undefined }

export const orderOf = (about: string, more: Partial<MailOrder> = {}): MailOrder => {
  const to_address = more.to_address ?? `${about.toLowerCase()}@example.org`
  return {
    message_id: messageId({ site: 'demo', kind: 'invoice', about, address: to_address }),
    ...{ kind: 'invoice', issuer: 'fabrique', about, recipient: { kind: 'member', id: about.toLowerCase() } },
    ...{ to_name: `Née ${about}`, to_address, from_name: 'La Fabrique', reply_to: 'tresor@fabrique.example' },
    ...{ subject: `Facture ${about}`, text: `Voici la facture ${about}.`, html: `<p>Voici la facture ${about}.</p>` },
    attachments: [about],
    ...more,
  }
}

export type QueueLab = {
  ledger: Ledger
  /** closes and opens again, as a restart does */
  reopen(): Promise<void>
  all(): Promise<Mail['state'][]>
  close(): Promise<void>
}

export async function queueLab(): Promise<QueueLab> {
  const path = memoryDirectory('navette-mail-')
  const file = join(path, 'navette.sqlite')
  const lab: QueueLab = {
    ledger: await openLedger({ file }),
    async reopen() {
      await lab.ledger.close()
      lab.ledger = await openLedger({ file })
    },
    all: async () => (await lab.ledger.mails({ limit: 1_000, cursor: null })).items.map(({ state }) => state),
    async close() {
      await lab.ledger.close()
      rmSync(path, { recursive: true, force: true })
    },
  }
  return lab
}
