/** Words of mails wherever they are shown: with the books, with an invoice, with reminders. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'state.queued': 'en attente',
  'state.sending': 'en cours d’envoi',
  'state.sent': 'envoyé',
  'state.bounced': 'revenu',
  'state.failed': 'abandonné',
  'kind.notice': 'avis',
  'kind.invoice': 'facture',
  'kind.credit-note': 'avoir',
  'kind.copy': 'copie',
  'kind.reminder-friendly': 'petit rappel',
  'kind.reminder-second': 'deuxième rappel',
  'kind.reminder-formal': 'mise en demeure',
}
export const en: Record<keyof typeof fr, string> = {
  'state.queued': 'queued',
  'state.sending': 'going out',
  'state.sent': 'sent',
  'state.bounced': 'came back',
  'state.failed': 'given up',
  'kind.notice': 'notice',
  'kind.invoice': 'invoice',
  'kind.credit-note': 'credit note',
  'kind.copy': 'copy',
  'kind.reminder-friendly': 'friendly reminder',
  'kind.reminder-second': 'second reminder',
  'kind.reminder-formal': 'formal notice',
}
export const m = lexicon(fr, en)
