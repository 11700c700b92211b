/** What a notice says: text and a simple page of the same words, in the language of who reads it. */
import { type MailLanguage, mailPage } from '../domain/mail/page.ts'
import type { Condition, Notice } from '../domain/notices/types.ts'
import { localClock, localDate } from '../domain/time.ts'

export type NoticeWords = { subject: string; text: string; html: string }
export type Reader = {
  name: string
  language: MailLanguage
  atelier: string
  zone: string
  url: string | null
  now_ms: number
}

const FAULTS: Record<MailLanguage, Readonly<Record<string, string>>> = {
  fr: {
    ...{
      overcurrent: 'surintensité',
      jam: 'bourrage',
      thread: 'fil cassé',
      needle: 'aiguille',
      blade: 'lame',
      ink: 'encre',
    },
    ...{ temperature: 'température', estop: 'arrêt d’urgence', door: 'capot ouvert', sensor: 'capteur' },
    ...{ 'relay-stuck': 'relais collé', reported: 'signalée par une personne', other: 'autre' },
  },
  en: {
    ...{
      overcurrent: 'overcurrent',
      jam: 'jam',
      thread: 'broken thread',
      needle: 'needle',
      blade: 'blade',
      ink: 'ink',
    },
    ...{ temperature: 'temperature', estop: 'emergency stop', door: 'guard open', sensor: 'sensor' },
    ...{ 'relay-stuck': 'stuck relay', reported: 'reported by a person', other: 'other' },
  },
}
/** `meter-mute address=3`: a gateway's own code (contract/fault-detail.ts); the page words it. */
const CODED = /^[a-z]+(-[a-z]+)+( [a-z]+=\d+)*$/

export function noticeMail(notice: Notice, reader: Reader): NoticeWords {
  const { language, name, atelier } = reader
  const fr = language === 'fr'
  const began = notice.began.map(one => lineOf(one, reader))
  const over = notice.over.map(one => overOf(one, language))
  const subject = subjectOf(notice, reader)
  const paragraphs = [
    fr ? `Bonjour ${name},` : `Hello ${name},`,
    ...began,
    ...(over.length === 0 ? [] : [`${fr ? 'C’est réglé\u00a0:' : 'Over:'}\n${over.join('\n')}`]),
    ...linkOf(notice, reader),
    atelier,
  ]
  const small = fr
    ? 'Vous recevez ce message parce que vous avez demandé à être prévenu, ou parce qu’une panne vous est confiée. Les réglages sont sur la page de chaque poste, sous « Prévenez-moi ».'
    : 'You get this because you asked to be told, or because a fault was given to you. The settings are on each machine’s page, under “Tell me”.'
  return {
    subject,
    text: `${[...paragraphs, small].join('\n\n')}\n`,
    html: mailPage({ subject, language, paragraphs, small }),
  }
}

function subjectOf({ began, over, digest }: Notice, { language, atelier }: Reader): string {
  const fr = language === 'fr'
  const [first] = began
  const [last] = over
  const count = began.length + over.length
  if (!digest && count === 1 && first !== undefined)
    return `${headed(first.machine_name, language)}${titleOf(first, language)}`
  if (!digest && count === 1 && last !== undefined)
    return `${headed(last.machine_name, language)}${titleOf(last, language)}, ${fr ? 'c’est réglé' : 'over'}`
  if (digest)
    return fr
      ? `${headed(atelier, language)}le point du jour (${count})`
      : `${headed(atelier, language)}today’s digest (${count})`
  return fr ? `${headed(atelier, language)}${count} avis` : `${headed(atelier, language)}${count} notices`
}

function titleOf({ what }: Condition, language: MailLanguage): string {
  const fr = language === 'fr'
  switch (what.topic) {
    case 'fault':
      return `${fr ? 'panne' : 'fault'} (${FAULTS[language][what.code] ?? what.code})`
    case 'assigned':
      return `${fr ? 'une panne vous est confiée' : 'a fault was given to you'} (${FAULTS[language][what.code] ?? what.code})`
    case 'care':
      return fr ? `entretien à faire, ${what.name}` : `care to be done, ${what.name}`
    case 'card':
      return fr ? 'badge inconnu' : 'unknown badge'
    case 'silent':
      return fr ? 'sans nouvelles du boîtier' : 'the controller is not heard from'
  }
}

function lineOf(one: Condition, reader: Reader): string {
  const { what } = one
  const said = 'words' in what && what.words !== null && !CODED.test(what.words) ? `\n« ${what.words} »` : ''
  return `${headed(one.machine_name, reader.language)}${titleOf(one, reader.language)}${sinceOf(one, reader)}.${said}`
}

const headed = (name: string, language: MailLanguage): string => (language === 'fr' ? `${name} : ` : `${name}: `)

const overOf = (one: Condition, language: MailLanguage): string =>
  `${headed(one.machine_name, language)}${titleOf(one, language)}`

/** Care is due from a day, which its page says; the rest began at a minute. */
function sinceOf({ what, since_ms }: Condition, { language, zone, now_ms }: Reader): string {
  if (what.topic === 'care') return ''
  const clock = localClock(since_ms, zone).replace(':', language === 'fr' ? ' h ' : ':')
  const date = localDate(since_ms, zone)
  const day = date === localDate(now_ms, zone) ? '' : `${shown(date, language)}, `
  return ` (${day}${clock})`
}

const shown = (date: string, language: MailLanguage): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(date),
  )

/** To the machine where it is about one; to the list where it is about several. */
function linkOf({ began, over }: Notice, { url }: Reader): string[] {
  if (url === null) return []
  const machines = new Set([...began, ...over].map(({ machine }) => machine))
  const [only] = machines
  const path = machines.size === 1 && only != null ? `/machines/${only}` : '/'
  return [new URL(path, url).href]
}
