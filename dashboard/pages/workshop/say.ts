/** A machine's settings in a line each, and its numbers as one types them. */
import type { CareTaskSetting, MachineSettings } from '#server/contract/workshop.ts'
import { language } from '../../i18n/index.ts'
import { sayKind, sayQualification } from '../../i18n/slugs.ts'
import { w } from './texts.ts'

export const MINUTE_S = 60
export const HOUR_S = 3_600
/** What a machine has of which nobody said otherwise. */
export const DEFAULT_PROFILE = 'default'
export const SENSORS = ['current', 'power', 'energy', 'none'] as const

/** `1,5` as one types it; empty: never. */
export const sayNumber = (value: number | null): string =>
  value === null ? '' : String(Math.round(value * 100) / 100).replace('.', language.value === 'fr' ? ',' : '.')

/** Null where nothing is written, NaN where it is no number. */
export function numberOf(text: string): number | null {
  if (text === '') return null
  return /^\d{1,7}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

type Read = Pick<MachineSettings, 'id' | 'name' | 'profile' | 'retired'>

/** A profile has an id and no name: people know it by the machines that are read by it. `mine`: the machine it is said of. */
export function sayProfile(profile: string, machines: readonly Read[], mine: string | null): string {
  if (profile === DEFAULT_PROFILE) return w('profile.default')
  const readers = machines.filter(one => one.profile === profile)
  const [first, ...more] = readers.filter(({ id, retired }) => id !== mine && retired === null)
  if (first !== undefined) {
    const machine = first.name
    return more.length === 0 ? w('profile.as', { machine }) : w('profile.as-more', { machine, count: more.length })
  }
  if (readers.some(({ id }) => id === mine)) return w('profile.own')
  // a file may bring one that nothing is read by yet: its id is the only word there is
  return w('profile.spare', { name: profile.replaceAll('-', ' ') })
}

export const sayMachine = (
  { id, kind, qualification, sensor, offline, moving_parts, profile }: MachineSettings,
  machines: readonly Read[],
): string =>
  [
    sayKind(kind),
    qualification === null ? w('anybody') : w('trained-for', { qualification: sayQualification(qualification) }),
    w(`sensor.${sensor}`),
    offline.start ? null : w('offline.never'),
    moving_parts ? w('moving') : null,
    sensor === 'none' ? null : readBy(profile, machines, id),
  ]
    .filter(part => part !== null)
    .join(' · ')

const readBy = (profile: string, machines: readonly Read[], mine: string): string => {
  const said = sayProfile(profile, machines, mine)
  return profile === DEFAULT_PROFILE ? said : w('profile-is', { profile: said })
}

export const sayRules = ({ idle_timeout_s, max_duration_s, hold_ms, unattended }: MachineSettings['rules']): string =>
  [
    idle_timeout_s === null ? w('idle.never') : w('idle.after', { minutes: sayNumber(idle_timeout_s / MINUTE_S) }),
    max_duration_s === null ? null : w('at-most', { hours: sayNumber(max_duration_s / HOUR_S) }),
    w('holds', { seconds: sayNumber(hold_ms / 1_000) }),
    unattended ? w('unattended') : null,
  ]
    .filter(part => part !== null)
    .join(' · ')

export function sayCare(care: readonly CareTaskSetting[]): string {
  if (care.length === 0) return w('care.none')
  return care.map(({ name, ...every }) => `${name} (${sayEvery(every)})`).join(' · ')
}

const sayEvery = ({ every_h, every_months }: Pick<CareTaskSetting, 'every_h' | 'every_months'>): string =>
  [
    every_h === undefined ? null : w('every-h', { hours: sayNumber(every_h) }),
    every_months === undefined ? null : w('every-months', { count: every_months }),
  ]
    .filter(part => part !== null)
    .join(', ')
