/** Words of what narrows the list of invoices. Loaded with it alone: members read the same table beside their month. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'months.older_one': '{{count}} mois plus ancien',
  'months.older_other': '{{count}} mois plus anciens',
  'filter.state': 'Montrer',
  'filter.every-state': 'tout',
  'filter.open': 'à régler',
  'filter.late': 'en retard',
  'filter.settled': 'soldées',
  'filter.credit-note': 'avoirs',
  'filter.payer': 'Pour',
  'filter.every-payer': 'tous',
  'filter.found_one': '{{count}} document',
  'filter.found_other': '{{count}} documents',
  'filter.nothing': 'Aucune facture ne correspond.',
  'filter.clear': 'Tout montrer',
  'filter.more_one': 'Montrer {{count}} document plus ancien',
  'filter.more_other': 'Montrer des documents plus anciens (il en reste {{count}})',
  'col.state': 'État',
  'left.open': 'à régler',
  'left.settled': 'soldée',
  'left.late': 'en retard',
  'left.rest': 'reste {{rest}}',
} as const

export const en: Record<keyof typeof fr, string> = {
  'months.older_one': '{{count}} older month',
  'months.older_other': '{{count}} older months',
  'filter.state': 'Show',
  'filter.every-state': 'everything',
  'filter.open': 'to be paid',
  'filter.late': 'late',
  'filter.settled': 'settled',
  'filter.credit-note': 'credit notes',
  'filter.payer': 'For',
  'filter.every-payer': 'everybody',
  'filter.found_one': '{{count}} document',
  'filter.found_other': '{{count}} documents',
  'filter.nothing': 'No invoice matches.',
  'filter.clear': 'Show everything',
  'filter.more_one': 'Show {{count}} older document',
  'filter.more_other': 'Show older documents ({{count}} are left)',
  'col.state': 'Standing',
  'left.open': 'to be paid',
  'left.settled': 'settled',
  'left.late': 'late',
  'left.rest': '{{rest}} left',
}

export const l = lexicon(fr, en)
