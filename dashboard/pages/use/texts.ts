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
    'Part du temps où un poste était pris par quelqu’un : {{held}} sur {{hours}} ({{what}}, tous postes réunis). Au-delà de la moitié, il faut souvent attendre son tour.',
  available: 'de disponibilité',
  'available-means':
    'Part des heures choisies sans panne ouverte. Les mises hors service décidées par une personne n’y comptent pas.',
  'never-open': 'Il n’y en a eu aucune ce mois-ci.',
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
  'csv-of': '« {{title}} » au format tableur',
  'month.title': 'Le mois',
  held: 'd’occupation',
  'held-means':
    'Le temps où un poste était pris par quelqu’un, du badge d’entrée à la fin de la session, qu’il tourne ou non.',
  'rate-csv': 'Occupation rapportée aux heures choisies.',
  'against.legend': 'Utilisation et disponibilité se rapportent aux',
  'against.opening': 'heures d’ouverture',
  'against.daytime': 'heures de journée',
  'against.held': 'heures de présence',
  'against.opening-means': 'Les heures d’ouverture de l’atelier, fermetures exceptionnelles déduites.',
  'against.daytime-means': 'De 8 h à 20 h, tous les jours qui ne sont pas fermés.',
  'against.held-means': 'Les heures où au moins une personne travaillait à l’atelier, quel que soit le poste.',
  'against.always-open':
    'L’atelier n’a pas d’heures d’ouverture : sur 24 heures par jour, tout poste semblerait inutilisé.',
  'months.title': 'Mois par mois, et un an avant',
  'months.means':
    'Heures de marche de chaque mois, tous postes réunis, à côté de celles du même mois un an plus tôt. Un tiret : rien n’a été mesuré.',
  'months.month': 'Mois',
  'months.change': 'Évolution',
  'machines.held': 'Occupé',
  'machines.means':
    'En marche : d’après le courant. Occupé : pris par quelqu’un. Utilisation : part des {{what}} où le poste était occupé. Disponibilité : part des mêmes heures sans panne ouverte.',
  'causes.title': 'Ce qui a arrêté les postes',
  'causes.means':
    'Durée des pannes pendant les heures choisies, par cause. Deux pannes en même temps comptent chacune.',
  'causes.cause': 'Cause',
  'causes.down': 'Arrêt',
  'causes.faults': 'Pannes',
  'causes.machines': 'Postes touchés',
  'categories.means':
    'Heures de marche par catégorie de membre, celle de la personne au moment de la session. Jamais par personne.',
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
    'Part of the time somebody held a machine: {{held}} of {{hours}} ({{what}}, all machines together). Beyond a half, people often wait for their turn.',
  available: 'availability',
  'available-means':
    'Part of the hours chosen without an open fault. Machines a person took out of service do not count as down.',
  'never-open': 'There were none this month.',
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
  'csv-of': '“{{title}}” as a spreadsheet',
  'month.title': 'The month',
  held: 'occupied',
  'held-means': 'The time somebody held a machine, from badge-in to the end of the session, whether it ran or not.',
  'rate-csv': 'Time occupied against the hours chosen.',
  'against.legend': 'Utilisation and availability are held against',
  'against.opening': 'opening hours',
  'against.daytime': 'daytime hours',
  'against.held': 'hours with somebody there',
  'against.opening-means': 'The atelier’s opening hours, less exceptional closures.',
  'against.daytime-means': 'From 8 to 20 h, every day that is not closed.',
  'against.held-means': 'The hours in which at least one person worked in the atelier, at whichever machine.',
  'against.always-open': 'The atelier has no opening hours: against 24 hours a day, any machine would look unused.',
  'months.title': 'Month by month, and a year before',
  'months.means':
    'Running hours of each month, all machines together, beside those of the same month a year earlier. A dash: nothing was measured.',
  'months.month': 'Month',
  'months.change': 'Change',
  'machines.held': 'Occupied',
  'machines.means':
    'Running: by the current. Occupied: held by somebody. Utilisation: part of the {{what}} in which the machine was occupied. Availability: part of the same hours without an open fault.',
  'causes.title': 'What stopped the machines',
  'causes.means': 'How long faults lasted within the hours chosen, by cause. Two faults at once count each.',
  'causes.cause': 'Cause',
  'causes.down': 'Downtime',
  'causes.faults': 'Faults',
  'causes.machines': 'Machines concerned',
  'categories.means': 'Running hours by category of member, the one the person had at the session. Never by person.',
}

export const w = lexicon(fr, en)
