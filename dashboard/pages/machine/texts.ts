/** Words of what one does beside a machine. Loaded with its page. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  title: 'Sur place',
  report: 'Signaler une panne',
  'report-title': 'Signaler une panne à {{machine}}',
  'report-hint':
    'La session en cours continue, et l’animateur est prévenu. En cas de danger, frappez d’abord l’arrêt d’urgence.',
  'report-what': 'Ce qui ne va pas',
  'report-missing': 'Dites en quelques mots ce qui ne va pas.',
  'report-send': 'Signaler',
  book: 'Réserver',
  label: 'Étiquette',
  'label-title': 'Étiquette de {{machine}}',
  'label-hint':
    'À coller sur la machine : un téléphone qui la lit ouvre cette page, pour signaler une panne ou réserver.',
  'label-print': 'Imprimer',
  'label-alt': 'Code qui ouvre la page de {{machine}}',
  pair: 'Brancher le boîtier',
} as const

export const en: Record<keyof typeof fr, string> = {
  title: 'Beside the machine',
  report: 'Report a fault',
  'report-title': 'Report a fault of {{machine}}',
  'report-hint': 'The running session goes on, and the floor is told. In danger, hit the emergency stop first.',
  'report-what': 'What is wrong',
  'report-missing': 'Say in a few words what is wrong.',
  'report-send': 'Report',
  book: 'Book',
  label: 'Label',
  'label-title': 'Label of {{machine}}',
  'label-hint': 'To stick on the machine: a phone that reads it opens this page, to report a fault or to book.',
  'label-print': 'Print',
  'label-alt': 'Code that opens the page of {{machine}}',
  pair: 'Connect the controller',
}

export const w = lexicon(fr, en)
