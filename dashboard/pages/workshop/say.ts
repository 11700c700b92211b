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

export const sayMachine = ({ kind, qualification, sensor, offline, moving_parts, profile }: MachineSettings): string =>
  [
    sayKind(kind),
    qualification === null ? w('anybody') : w('trained-for', { qualification: sayQualification(qualification) }),
    w(`sensor.${sensor}`),
    offline.start ? null : w('offline.never'),
    moving_parts ? w('moving') : null,
    profile === DEFAULT_PROFILE ? w('profile.default') : w('profile-is', { profile }),
  ]
    .filter(part => part !== null)
    .join(' · ')

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
