/** What was counted for a line, and how, in one phrase. */
import type { PoolDriver } from '../directory.ts'
import type { LineKind } from '../sharing/lines.ts'
import { eurosWords, numberWords, ofPeriodWords, timeWords } from './words.ts'

export type Counted = {
  kind: LineKind
  /** key of the pool it is a share of, and all that weighed in it */
  driver: PoolDriver | null
  weight_total: number | null
  /** name of the purpose that passed it on */
  via: string | null
  counted: number | null
  unit: string | null
  unit_cents: number | null
  free_ms: number
  prepaid_ms: number
  adjusts: string | null
}

const KEY: Record<PoolDriver, string> = {
  running_ms: 'temps de marche',
  worked_ms: 'temps travaillé',
  session_ms: 'temps de session',
  energy_Wh: 'énergie',
  sessions: 'nombre de sessions',
  equal: 'parts égales',
  area: 'surface',
  weights: 'clé convenue',
}
const PRICED: Record<Exclude<LineKind, 'share'>, string> = {
  running: 'Temps de marche',
  worked: 'Temps travaillé',
  session: 'Temps de session',
  idle: 'Temps à l’arrêt',
  energy: 'Énergie',
  setup: 'Mise en route',
  minimum: 'Complément au minimum de facturation',
  cap: 'Plafonnement',
  consumable: 'Consommable',
  pack: 'Forfait de temps machine',
}
const TIMES = new Set<string>(['running', 'worked', 'session', 'idle', 'running_ms', 'worked_ms', 'session_ms'])

export function detailOf(line: Counted): string {
  const text = line.kind === 'share' ? shareWords(line) : pricedWords(line, line.kind)
  return line.adjusts === null
    ? text
    : `Rectification ${ofPeriodWords(line.adjusts)} : ${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function shareWords({ driver, via, counted, weight_total }: Counted): string {
  if (via !== null) return `Quote-part reportée par « ${via} »`
  if (driver === null || driver === 'equal') return 'Quote-part, à parts égales'
  const key = `Quote-part selon ${driver === 'energy_Wh' ? 'l’énergie' : driver === 'area' || driver === 'weights' ? `la ${KEY[driver]}` : `le ${KEY[driver]}`}`
  if (counted === null) return key
  const own = measure(driver, counted)
  return weight_total === null || weight_total === 0
    ? `${key} : ${own}`
    : `${key} : ${own} sur ${measure(driver, weight_total)}`
}

function pricedWords(line: Counted, kind: Exclude<LineKind, 'share'>): string {
  const { counted, unit, unit_cents, free_ms, prepaid_ms } = line
  const price = unit_cents === null || kind === 'setup' ? '' : ` à ${eurosWords(unit_cents)}${perUnit(kind)}`
  const amount =
    counted === null || kind === 'minimum' || kind === 'cap' ? '' : ` : ${measure(kind, counted, unit)}${price}`
  const free = free_ms === 0 ? '' : `, dont ${timeWords(free_ms)} offertes`
  const prepaid = prepaid_ms === 0 ? '' : `, dont ${timeWords(prepaid_ms)} prépayées`
  return `${PRICED[kind]}${amount}${free}${prepaid}`
}

const perUnit = (kind: LineKind): string => (kind === 'energy' ? '/kWh' : TIMES.has(kind) ? '/h' : '')

/** Areas and weights are counted in thousandths. */
function measure(of: string, counted: number, unit: string | null = null): string {
  if (TIMES.has(of) || of === 'pack') return timeWords(counted)
  if (of === 'energy' || of === 'energy_Wh') return `${numberWords(counted / 1_000, 3)} kWh`
  if (of === 'consumable') return `${numberWords(counted / 1_000, 3)} ${unit ?? ''}`.trimEnd()
  if (of === 'area') return `${numberWords(counted / 1_000, 3)} m²`
  return of === 'weights' ? numberWords(counted / 1_000, 3) : `${counted}`
}
