/** Words of taking somebody out. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'erase.act': 'Effacer ses données',
  'erase.title': 'Effacer {{name}}',
  'erase.what':
    'Nom, adresses, banque, badges, signature et accès partent pour de bon. Les sessions et les factures restent dix ans, sous un numéro. Cela ne se défait pas.',
  'erase.held': 'Son nom et son adresse servent encore. À régler d’abord\u00a0:',
  'erase.session': 'une session est en cours',
  'erase.month': '{{month}} n’est pas clos',
  'erase.not-invoiced': '{{month}} reste à facturer',
  'erase.not-settled': 'les acomptes de {{year}} ne sont pas régularisés',
  'erase.collecting': 'la banque n’a pas répondu au sujet de {{document}}',
  'erase.unpaid': 'il reste à payer',
  'erase.in-credit': 'il reste à lui rendre',
  'erase.reason': 'Effacer malgré tout\u00a0: pourquoi',
  'erase.reason-hint':
    'Sans y écrire de nom\u00a0: la raison est conservée. Ce qui reste à facturer ne le sera jamais\u00a0; ce qui est dû le reste, sous un numéro.',
  'erase.reason-missing': 'Dites pourquoi il faut effacer malgré tout.',
  'erase.confirm': 'Effacer pour de bon',
}

export const en: Record<keyof typeof fr, string> = {
  'erase.act': 'Erase their data',
  'erase.title': 'Erase {{name}}',
  'erase.what':
    'Name, addresses, bank, badges, signature and sign-in go for good. Sessions and invoices stay ten years, under a number. It cannot be undone.',
  'erase.held': 'Their name and address are still needed. To be put right first:',
  'erase.session': 'a session is under way',
  'erase.month': '{{month}} is not closed',
  'erase.not-invoiced': '{{month}} is still to be invoiced',
  'erase.not-settled': 'the advances of {{year}} are not settled',
  'erase.collecting': 'the bank has not answered about {{document}}',
  'erase.unpaid': 'still to be paid',
  'erase.in-credit': 'still to be given back to them',
  'erase.reason': 'Erase anyway: why',
  'erase.reason-hint':
    'Write no name: the reason is kept. What is not invoiced never will be; what is owed stays owed, under a number.',
  'erase.reason-missing': 'Say why it is to be erased anyway.',
  'erase.confirm': 'Erase for good',
}

export const x = lexicon(fr, en)
