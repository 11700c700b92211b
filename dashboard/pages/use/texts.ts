/** Words of the page about how machines are used. Loaded with it. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  title: 'Utilisation',
  empty: 'Aucune session ce mois-ci.',
  'empty-hint': 'Dès qu’un poste aura tourné, ses heures apparaîtront ici.',
  what: 'Ce que c’est',
  csv: 'Tableur (CSV)',

  running: 'de marche',
  'running-means':
    'Le temps où les postes ont réellement travaillé, d’après leur courant, toutes sessions du mois réunies.',
  sessions: 'sessions',
  'sessions-means': 'Du badge d’entrée à la fin. Une session compte dans le mois où elle commence.',
  rate: 'd’utilisation',
  'rate-means':
    'Temps de marche rapporté aux heures d’ouverture de tous les postes : {{running}} sur {{open}}. Un poste sert rarement plus de la moitié du temps, même bien rempli.',
  available: 'de disponibilité',
  'available-means':
    'Part des heures d’ouverture sans panne ouverte. Les mises hors service décidées par une personne n’y comptent pas.',
  'never-open': 'Aucune heure d’ouverture ce mois-ci.',
  'than-last-year': '{{change}} sur {{month}}',
  'no-last-year': 'rien de mesuré en {{month}}',

  'week.title': 'La semaine type',
  'week.hint': 'Heures de marche du mois, tous postes réunis, par jour et par heure.',
  'week.hour': 'Heure',
  'week.cell': '{{day}} à {{hour}} h : {{duration}} de marche',
  'week.busiest': 'Le plus chargé : {{day}} à {{hour}} h.',

  'machines.title': 'Poste par poste',
  'machines.machine': 'Poste',
  'machines.running': 'En marche',
  'machines.sessions': 'Sessions',
  'machines.rate': 'Utilisation',
  'machines.available': 'Disponibilité',
  'machines.last-year': 'Un an avant',
  'machines.causes': 'Arrêts',
  'machines.cause_one': '{{what}} : {{duration}}, une panne',
  'machines.cause_other': '{{what}} : {{duration}}, {{count}} pannes',
  'machines.no-cause': 'aucun',

  'categories.title': 'Par catégorie',
  'categories.category': 'Catégorie',
  'categories.none': 'sans catégorie',
  'categories.share': 'Part',
} as const

export const en: Record<keyof typeof fr, string> = {
  title: 'Use',
  empty: 'No session this month.',
  'empty-hint': 'As soon as a machine has run, its hours will appear here.',
  what: 'What this is',
  csv: 'Spreadsheet (CSV)',

  running: 'running',
  'running-means': 'The time machines really worked, by their current, over all sessions of the month.',
  sessions: 'sessions',
  'sessions-means': 'From badge-in to the end. A session counts in the month it starts in.',
  rate: 'utilisation',
  'rate-means':
    'Running time against the opening hours of all machines: {{running}} of {{open}}. A machine rarely serves more than half of the time, even a busy one.',
  available: 'availability',
  'available-means':
    'Part of the opening hours without an open fault. Machines a person took out of service do not count as down.',
  'never-open': 'No opening hours this month.',
  'than-last-year': '{{change}} on {{month}}',
  'no-last-year': 'nothing measured in {{month}}',

  'week.title': 'The typical week',
  'week.hint': 'Running hours of the month, all machines together, by day and hour.',
  'week.hour': 'Hour',
  'week.cell': '{{day}} at {{hour}}: {{duration}} running',
  'week.busiest': 'Busiest: {{day}} at {{hour}}.',

  'machines.title': 'Machine by machine',
  'machines.machine': 'Machine',
  'machines.running': 'Running',
  'machines.sessions': 'Sessions',
  'machines.rate': 'Utilisation',
  'machines.available': 'Availability',
  'machines.last-year': 'A year before',
  'machines.causes': 'Downtime',
  'machines.cause_one': '{{what}}: {{duration}}, one fault',
  'machines.cause_other': '{{what}}: {{duration}}, {{count}} faults',
  'machines.no-cause': 'none',

  'categories.title': 'By category',
  'categories.category': 'Category',
  'categories.none': 'no category',
  'categories.share': 'Share',
}

export const w = lexicon(fr, en)
