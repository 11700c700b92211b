/** Words of a session's evidence, and of how its time is known. Loaded with the pages that show sessions. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'evidence.title': 'Preuve de la session',
  'evidence.open-of': 'Voir la preuve de la session de {{start}}',
  'evidence.grade': 'Comment ce temps est connu',
  'evidence.frames': 'Messages reçus',
  'evidence.frame': 'n° {{n}} du journal',
  'evidence.head': 'Tête du journal : n° {{n}}',
  'evidence.more': 'Voir la suite',
  'evidence.chain': 'Empreinte',
  'evidence.expired': 'Message effacé après trois mois ; son empreinte reste.',
  'evidence.expired-gist': 'effacé',
  'evidence.folded': 'compté',
  'evidence.running': 'marche',
  'evidence.idle': 'arrêt',
  'evidence.silent': 'silence',
  'evidence.fault': 'panne',
  'evidence.start': 'Début',
  'evidence.end': 'Fin',
  'evidence.breakdown': 'Répartition de la session',
  'grade.measured': 'Mesuré',
  'grade.estimated': 'Estimé',
  'grade.elapsed': 'Temps écoulé',
  'grade.declared': 'Déclaré',
  'grade.measured-why':
    'Le boîtier a compté lui-même, au moins dix fois par seconde, le temps pendant lequel la machine travaillait. Un message perdu n’y change rien.',
  'grade.estimated-why':
    'Le temps est déduit de l’intensité relevée chaque seconde, d’après les niveaux appris avec la machine. Le doute profite au membre.',
  'grade.elapsed-why':
    'Cette machine n’a pas de capteur : on compte du badge de début au badge de fin, sans distinguer la marche de l’arrêt.',
  'grade.declared-why': 'Une personne a déclaré ce temps ; il n’a pas été mesuré.',
  'flag.buffered': 'Reçu en différé',
  'flag.buffered-why': 'Le boîtier était hors ligne ; il a gardé ses messages et les a transmis ensuite, dans l’ordre.',
  'flag.incomplete': 'Incomplet',
  'flag.incomplete-why': 'Des messages manquent. Le trou n’est jamais comblé par une supposition.',
  'flag.no-current': 'Sans courant',
  'flag.no-current-why': 'Aucun courant n’a circulé pendant la session : une personne doit trancher.',
  'frame.hello': 'allumage',
  'frame.badge': 'badge',
  'frame.sample': 'mesure',
  'frame.fault': 'panne',
  'frame.relay': 'relais',
  'frame.button': 'bouton',
  'frame.relay-on': 'démarrage permis',
  'frame.relay-off': 'démarrage refusé',
} as const

export const en: Record<keyof typeof fr, string> = {
  'evidence.title': 'Evidence of the session',
  'evidence.open-of': 'See evidence of the session of {{start}}',
  'evidence.grade': 'How this time is known',
  'evidence.frames': 'Messages received',
  'evidence.frame': 'No. {{n}} of the journal',
  'evidence.head': 'Head of the journal: no. {{n}}',
  'evidence.more': 'See more',
  'evidence.chain': 'Hash',
  'evidence.expired': 'Message erased after three months; its hash remains.',
  'evidence.expired-gist': 'erased',
  'evidence.folded': 'counted',
  'evidence.running': 'running',
  'evidence.idle': 'idle',
  'evidence.silent': 'silent',
  'evidence.fault': 'fault',
  'evidence.start': 'Start',
  'evidence.end': 'End',
  'evidence.breakdown': 'How the session divides',
  'grade.measured': 'Measured',
  'grade.estimated': 'Estimated',
  'grade.elapsed': 'Elapsed',
  'grade.declared': 'Declared',
  'grade.measured-why':
    'The controller itself counted, at least ten times a second, how long the machine worked. A lost message changes nothing.',
  'grade.estimated-why':
    'The time is drawn from the current read each second and from levels learnt with the machine. Doubt favours the member.',
  'grade.elapsed-why':
    'This machine has no sensor: time counts from badge-in to badge-out, running and idle are not told apart.',
  'grade.declared-why': 'A person declared this time; it was not measured.',
  'flag.buffered': 'Delivered late',
  'flag.buffered-why': 'The controller was offline; it kept its messages and delivered them afterwards, in order.',
  'flag.incomplete': 'Incomplete',
  'flag.incomplete-why': 'Messages are missing. A gap is never filled with a guess.',
  'flag.no-current': 'No current',
  'flag.no-current-why': 'No current flowed during the session: a person has to settle it.',
  'frame.hello': 'power-up',
  'frame.badge': 'badge',
  'frame.sample': 'sample',
  'frame.fault': 'fault',
  'frame.relay': 'relay',
  'frame.button': 'button',
  'frame.relay-on': 'start allowed',
  'frame.relay-off': 'start inhibited',
}

export const v = lexicon(fr, en)

const hasOwn = (key: string): key is keyof typeof fr => Object.hasOwn(fr, key)
/** A type of message this version does not know keeps its own name. */
export function frameWord(type: string): string {
  const key = `frame.${type}`
  return hasOwn(key) ? v(key) : type
}
