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
    'Part des heures choisies où un poste était pris par quelqu’un : {{held}} sur {{hours}} ({{what}}, tous postes réunis). Ce qui est pris en dehors de ces heures n’y compte pas, ni les jours d’avant la première session d’un poste. Au-delà de la moitié, il faut souvent attendre son tour.',
  available: 'de disponibilité',
  'available-means':
    'Part des heures choisies sans panne ouverte. Une mise hors service décidée par une personne, ou un poste sans nouvelles, n’est pas une panne.',
  'never-open': 'Il n’y en a eu aucune ce mois-ci.',
  'than-last-year': '{{change}} sur {{month}}',
  'than-so-far': '{{change}} sur le même début de {{month}}',
  'so-far': 'Le mois est en cours : « un an avant » s’arrête au même moment du mois.',
  'no-last-year': 'rien de mesuré en {{month}}',

  'week.title': 'La semaine type',
  'week.hint':
    'Heures de marche des sessions commencées dans le mois, tous postes réunis, par jour et par heure. La marche d’une session est répartie sur toute sa durée.',
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
  'rate-csv': 'Occupation rapportée aux heures choisies.',
  'held-csv': 'Le temps où un poste était pris par quelqu’un, dans les heures choisies.',
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
    'Heures de marche de chaque mois, tous postes réunis, à côté de celles du même mois un an plus tôt. Un tiret : rien n’a été mesuré. Le mois en cours ne se compare pas encore.',
  'months.month': 'Mois',
  'months.change': 'Évolution',
  'months.so-far': 'en cours',
  'machines.held': 'Occupé',
  'machines.means':
    'En marche : d’après le courant. Occupé : pris par quelqu’un. Utilisation : part des {{what}} où le poste était occupé. Disponibilité : part des mêmes heures sans panne ouverte. Un poste compte depuis le jour de sa première session, et seulement tant qu’il n’est pas retiré.',
  'causes.title': 'Ce qui a arrêté les postes',
  'causes.means':
    'Durée des pannes pendant les heures choisies, par cause. Deux causes en même temps comptent chacune ; deux fois la même, une seule fois.',
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
  'running-means': 'The time machines really worked, as their current shows, over all sessions of the month.',
  sessions: 'sessions',
  'sessions-means': 'From badge-in to the end. A session counts in the month it starts in.',
  rate: 'utilisation',
  'rate-means':
    'Part of the hours chosen in which somebody held a machine: {{held}} of {{hours}} ({{what}}, all machines together). What is held outside those hours does not count, nor do the days before a machine’s first session. Above half, people often wait their turn.',
  available: 'availability',
  'available-means':
    'Part of the hours chosen without an open fault. A machine that a person took out of service, or that is not heard from, does not count as a fault.',
  'never-open': 'There were none this month.',
  'than-last-year': '{{change}} on {{month}}',
  'than-so-far': '{{change}} on the same part of {{month}}',
  'so-far': 'The month is running: “a year before” stops at the same moment of the month.',
  'no-last-year': 'nothing measured in {{month}}',

  'week.title': 'The typical week',
  'week.hint':
    'Running hours of the sessions that began in the month, all machines together, by day and hour. Each session’s running is spread evenly over it.',
  'week.hour': 'Hour',
  'week.cell': '{{day}} at {{hour}}:00, {{duration}} running',
  'week.busiest': 'Busiest: {{day}} at {{hour}}:00.',

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
  'rate-csv': 'Time occupied against the hours chosen.',
  'held-csv': 'The time somebody held a machine, within the hours chosen.',
  'against.legend': 'Utilisation and availability are measured against',
  'against.opening': 'opening hours',
  'against.daytime': 'daytime hours',
  'against.held': 'hours with somebody there',
  'against.opening-means': 'The workshop’s opening hours, less exceptional closures.',
  'against.daytime-means': 'From 8:00 to 20:00, every day that is not closed.',
  'against.held-means': 'The hours in which at least one person worked in the workshop, at any machine.',
  'against.always-open': 'The workshop has no opening hours: against 24 hours a day, any machine would look unused.',
  'months.title': 'Month by month, and a year before',
  'months.means':
    'Running hours of each month, all machines together, beside those of the same month a year earlier. A dash: nothing was measured. The running month is not compared yet.',
  'months.month': 'Month',
  'months.change': 'Change',
  'months.so-far': 'running',
  'machines.held': 'Occupied',
  'machines.means':
    'Running: by the current. Occupied: held by somebody. Utilisation: part of the {{what}} in which the machine was occupied. Availability: part of the same hours without an open fault. A machine counts from the day of its first session, and not while it is out of use.',
  'causes.title': 'What stopped the machines',
  'causes.means':
    'How long faults lasted within the hours chosen, by cause. Two causes at once count each; the same twice, once.',
  'causes.cause': 'Cause',
  'causes.down': 'Downtime',
  'causes.faults': 'Faults',
  'causes.machines': 'Machines concerned',
  'categories.means': 'Running hours by category of member, the one the person had at the session. Never by person.',
}

export const w = lexicon(fr, en)
