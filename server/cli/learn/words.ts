/** What `navette profile learn` says: in French, and in English where the terminal is set to English (POSIX 8.2, LC_MESSAGES). */
import type { Caution, Levels, Quality, RefusalCode } from '#server/domain/learning/types.ts'
import { whyRefused } from '#server/learning/sentences.ts'

type Figures = Record<string, number>

export type Words = {
  standby: string
  idle: string
  wait: string
  starts(stretch: number): string
  stops: string
  goOn(what: string): string
  givenUp: string

  nothing: string
  levels(idle: string, work: string, standby: string): string
  thresholds(levels: Levels): string
  read(found: { readings: number; work_ms: number }, quality: Quality): string
  check(error: number): string
  margin(margin: number): string
  cautions: Record<Caution, (quality: Quality) => string>
  caution(text: string): string
  refused(code: RefusalCode, figures: Figures): string
  amps(mA: number | null): string
  adopted(id: string, version: number): string
  nothingAdopted: string
  toAdopt: string
}

const seconds = (ms = 0): string => `${Math.ceil(ms / 1_000)} s`
const minutes = (ms: number): string => `${Math.max(1, Math.ceil(ms / 60_000))} min`
const figure = (mA: number | undefined): string => ((mA ?? 0) / 1_000).toFixed(2)
const percent = (share: number): string => (share * 100).toFixed(1)
const comma = (text: string): string => text.replace('.', ',')

const EN: Words = {
  standby: 'Switch the machine off at its own switch.\n  Enter when it is so ("s" to skip, if it has none): ',
  idle: 'Switch it on and let it stand.\n  Enter when it is so: ',
  wait: '  Wait half a minute, then Enter: ',
  starts: stretch => `Work, stretch ${stretch}: Enter when it starts ("q" when it is enough): `,
  stops: '  Enter when it stops: ',
  goOn: what => `${what}\n  Enter to go on, "q" to leave it at that: `,
  givenUp: 'the lesson was given up: nothing of it is kept',

  nothing: 'Nothing was taught yet.',
  levels: (idle, work, standby) => `Idle ${idle}, work ${work}, standby ${standby}`,
  thresholds: ({ run_on_mA, run_off_mA, hold_ms }) =>
    `Running from ${EN.amps(run_on_mA)} to below ${EN.amps(run_off_mA)}; pauses under ${hold_ms / 1_000} s are worked`,
  read: ({ readings, work_ms }, { agreement }) =>
    `From ${readings} readings, ${seconds(work_ms)} of work. Of 100 s taught, ${Math.round(agreement * 100)} are read as you taught them.`,
  check: error => `Learnt on half of it, the running time of the other half is off by ${percent(error)} %.`,
  margin: margin => `By the luck of this lesson it may be off by ${percent(margin)} %, 99 times in 100 by less.`,
  cautions: {
    'short-work': () => 'less than two minutes of work: teach longer for 3 %',
    'more-work': ({ more_stretches, more_ms }) =>
      `for 3 % show ${more_stretches} more ${more_stretches === 1 ? 'stretch' : 'stretches'} of work, about ${minutes(more_ms)}`,
    'standby-not-taught': () => 'standby was not taught: a clamp that falls off is not told from a machine that is off',
    'pauses-in-work': () => 'the machine stood still inside what was taught as work: these pauses set the hold',
    'slow-meter': () => 'this meter is slow: teach half an hour, in longer stretches',
    unsure: () => 'the two are not far apart, or the lesson does not agree with itself: teach again before adopting',
  },
  caution: text => `Note: ${text}.`,
  refused: (code, figures) => `Refused: ${whyRefused(code, figures)}.`,
  amps: mA => (mA === null ? 'not taught' : `${(mA / 1_000).toFixed(3)} A`),
  adopted: (id, version) => `Adopted: ${id}, version ${version}.`,
  nothingAdopted: 'Nothing was adopted.',
  toAdopt: 'Adopt it with --adopt, or look first: navette profile replay.',
}

const REFUSED_FR: Record<RefusalCode, (figures: Figures) => string> = {
  'no-readings': () => 'aucune mesure n’est venue pendant la leçon : le poste est-il en ligne, a-t-il une mesure ?',
  'idle-too-short': ({ taught_ms, needed_ms }) =>
    `seulement ${seconds(taught_ms)} d’arrêt : laissez la machine allumée, à l’arrêt, ${seconds(needed_ms)}`,
  'work-too-short': ({ taught_ms, needed_ms }) =>
    `seulement ${seconds(taught_ms)} de travail lisibles : travaillez ${seconds(needed_ms)} en tout, par gestes plus longs si la mesure est lente`,
  'readings-missing': ({ share }) =>
    `${Math.round((share ?? 0) * 100)} % des mesures manquent : regardez d’abord la liaison, puis recommencez`,
  'no-current': ({ work_mA }) =>
    `la mesure lit ${comma(figure(work_mA))} A pendant le travail : la pince entoure-t-elle un seul conducteur ?`,
  saturated: ({ work_mA }) =>
    `la mesure s’arrête à ${comma(figure(work_mA))} A et la machine tire plus : il en faut une plus grande`,
  overlap: ({ idle_mA, run_mA }) =>
    `l’arrêt (jusqu’à ${comma(figure(idle_mA))} A) et le travail (vers ${comma(figure(run_mA))} A) ne se distinguent pas : la bonne touche a-t-elle été pressée ?`,
}

const FR: Words = {
  standby:
    'Éteignez la machine à son propre interrupteur.\n  Entrée quand c’est fait (« s » pour sauter, si elle n’en a pas) : ',
  idle: 'Allumez-la et laissez-la à l’arrêt.\n  Entrée quand c’est fait : ',
  wait: '  Attendez une demi-minute, puis Entrée : ',
  starts: stretch => `Travail, passage ${stretch} : Entrée quand elle part (« q » quand cela suffit) : `,
  stops: '  Entrée quand elle s’arrête : ',
  goOn: what => `${what}\n  Entrée pour continuer, « q » pour en rester là : `,
  givenUp: 'leçon abandonnée : rien n’en est gardé',

  nothing: 'Rien n’a encore été montré.',
  levels: (idle, work, standby) => `Arrêt ${idle}, travail ${work}, veille ${standby}`,
  thresholds: ({ run_on_mA, run_off_mA, hold_ms }) =>
    `En marche dès ${FR.amps(run_on_mA)}, jusque sous ${FR.amps(run_off_mA)} ; une pause de moins de ${hold_ms / 1_000} s est travaillée`,
  read: ({ readings, work_ms }, { agreement }) =>
    `D’après ${readings} mesures, ${seconds(work_ms)} de travail. Sur 100 s montrées, ${Math.round(agreement * 100)} sont lues comme vous les avez montrées.`,
  check: error => `Appris sur une moitié, le temps de l’autre moitié est lu à ${comma(percent(error))} % près.`,
  margin: margin => `Le hasard de cette leçon laisse un écart d’au plus ${comma(percent(margin))} %, 99 fois sur 100.`,
  cautions: {
    'short-work': () => 'moins de deux minutes de travail : montrez-en davantage pour tenir 3 %',
    'more-work': ({ more_stretches, more_ms }) =>
      `pour tenir 3 %, montrez encore ${more_stretches} ${more_stretches === 1 ? 'passage' : 'passages'} de travail, environ ${minutes(more_ms)}`,
    'standby-not-taught': () =>
      'la veille n’a pas été montrée : une pince tombée ne se distinguera pas d’une machine éteinte',
    'pauses-in-work': () =>
      'la machine s’est arrêtée pendant le travail montré : ces pauses fixent celle qui compte encore',
    'slow-meter': () => 'cette mesure est lente : montrez une demi-heure, par gestes plus longs',
    unsure: () => 'l’arrêt et le travail se ressemblent, ou la leçon se contredit : recommencez avant d’adopter',
  },
  caution: text => `À savoir : ${text}.`,
  refused: (code, figures) => `Refusé : ${REFUSED_FR[code](figures)}.`,
  amps: mA => (mA === null ? 'non montrée' : `${comma((mA / 1_000).toFixed(3))} A`),
  adopted: (id, version) => `Adopté : ${id}, version ${version}.`,
  nothingAdopted: 'Rien n’a été adopté.',
  toAdopt: 'Pour l’adopter : --adopt ; pour regarder d’abord : navette profile replay.',
}

/** The first of these that says something decides (POSIX.1-2024, XBD 8.2). */
export function wordsFor({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Words {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find(value => value !== undefined && value !== '') ?? ''
  return locale.startsWith('en') ? EN : FR
}
