/** Words of an organisation's own page. Loaded with it. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  lead: 'Ce que votre organisation paie : par ligne et par type de machine, jamais par personne.',
  'so-far': 'À ce jour',
  whole: 'Pour le mois entier',
  closed: 'Clos le {{date}}. Contestable jusqu’au {{until}}.',
  'closed-final': 'Clos le {{date}}. Ce montant est définitif.',
  open: 'Aperçu : la quote-part dépend aussi de l’usage des autres, et devient définitive à la clôture.',
  limit: 'Plafond du mois',
  budget: 'Budget de l’année',
  left: 'Reste {{money}} sur {{whole}}',
  over: 'Dépassé de {{money}} sur {{whole}}',
  spent: '{{money}} dépensés',
  lines: 'D’où vient ce montant',
  'lines-none': 'Rien n’est à votre charge ce mois-ci.',
  adjusts: 'corrige {{month}}',
  kinds: 'Usage par type de machine',
  'kinds-none': 'Aucune machine n’a travaillé pour vous ce mois-ci.',
  kind: 'Type',
  running: 'En marche',
  sessions: 'Sessions',
  print: 'Imprimer',
} as const

export const en: Record<keyof typeof fr, string> = {
  lead: 'What your organisation pays: by line and by kind of machine, never by person.',
  'so-far': 'So far',
  whole: 'For the whole month',
  closed: 'Closed on {{date}}. It can be contested until {{until}}.',
  'closed-final': 'Closed on {{date}}. This amount is final.',
  open: 'Preview: the share depends on what others use too, and becomes final when the month closes.',
  limit: 'Limit of the month',
  budget: 'Budget of the year',
  left: '{{money}} left of {{whole}}',
  over: '{{money}} over {{whole}}',
  spent: '{{money}} spent',
  lines: 'Where this amount comes from',
  'lines-none': 'Nothing is yours to pay this month.',
  adjusts: 'corrects {{month}}',
  kinds: 'Use by kind of machine',
  'kinds-none': 'No machine worked for you this month.',
  kind: 'Kind',
  running: 'Running',
  sessions: 'Sessions',
  print: 'Print',
}

export const g = lexicon(fr, en)
