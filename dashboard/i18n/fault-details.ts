/** What a gateway adds to a fault, in words. Loaded with the first such fault a person sees. */
import { type FaultDetailCode, readDetail } from '#server/contract/fault-detail.ts'
import { lexicon } from './lexicon.ts'

export const fr: Record<FaultDetailCode, string> = {
  'meter-mute': 'Le compteur {{address}} ne répond pas : voyez son alimentation, son câblage, son adresse, sa vitesse',
  'meter-garbled':
    'Le compteur {{address}} répond brouillé : voyez le câblage, la résistance de fin de ligne, la vitesse',
  'meter-refuses': 'Le compteur {{address}} refuse la question (exception {{exception}}) : est-ce le bon modèle ?',
  'meter-port': 'Le port du compteur est fermé : son adaptateur est-il branché ?',
  'meter-implausible': 'Le compteur {{address}} lit ce qui ne peut pas être',
  'meter-trouble': 'Le compteur {{address}} ne donne pas de mesure',
  'plug-mute': 'La prise ne dit rien : voyez son alimentation, son Wi-Fi, ses réglages MQTT',
  'plug-gone': 'La prise est partie : a-t-elle du courant, du Wi-Fi ?',
  'plug-no-current': 'La prise répond sans donner de courant : ce modèle mesure-t-il, est-il réglé pour ?',
  'clamp-off': 'La machine est sous tension et ne tire rien : la pince est-elle tombée ?',
  'relay-unplugged': 'Le relais n’est pas branché',
  'relay-back': 'Le relais est de retour',
  'relay-defied': 'La machine travaille derrière un relais ouvert',
}

export const en: Record<FaultDetailCode, string> = {
  'meter-mute': 'Meter {{address}} does not answer: check its supply, wiring, address and speed',
  'meter-garbled': 'Meter {{address}} answers garbled: check wiring, termination and speed',
  'meter-refuses': 'Meter {{address}} refuses the question (exception {{exception}}): is it the right model?',
  'meter-port': 'The port of the meter is closed: is its adapter plugged in?',
  'meter-implausible': 'Meter {{address}} reads what cannot be',
  'meter-trouble': 'Meter {{address}} gives no reading',
  'plug-mute': 'The plug says nothing: check its supply, its Wi-Fi and its MQTT settings',
  'plug-gone': 'The plug is gone: has it power, has it Wi-Fi?',
  'plug-no-current': 'The plug answers and tells no current: does this model measure, is it set up to?',
  'clamp-off': 'The machine is on and draws nothing: has the clamp fallen off?',
  'relay-unplugged': 'The relay is not plugged in',
  'relay-back': 'The relay is back',
  'relay-defied': 'The machine works behind an open relay',
}

const words = lexicon(fr, en)

/** A code of a newer gateway, and somebody's own words, as they are. */
export function sayDetail(detail: string): string {
  const read = readDetail(detail)
  return read === null ? detail : words(read.code, read.params)
}
