/** In whose name an issuer's mails go out, and where answers go: as it is set, else as its documents say. */
import type { IssuerFacts } from '../directory.ts'

type Sender = { from_name: string; reply_to: string | null }

export const senderOf = (issuer: Pick<IssuerFacts, 'mail'> | undefined, by_itself: Sender): Sender => ({
  from_name: issuer?.mail?.from_name ?? by_itself.from_name,
  reply_to: issuer?.mail?.reply_to ?? by_itself.reply_to,
})
