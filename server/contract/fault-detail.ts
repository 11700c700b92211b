/**
 * `detail` of a fault that a gateway reports: a code and its values on one line, as `meter-mute address=3`. Whoever shows it words
 * it in the reader's language; what is no such line is somebody's own words, and shown as it is.
 */
export const FAULT_DETAILS = [
  'meter-mute',
  'meter-garbled',
  'meter-refuses',
  'meter-port',
  'meter-implausible',
  'meter-trouble',
  'plug-mute',
  'plug-gone',
  'plug-no-current',
  'clamp-off',
  'relay-unplugged',
  'relay-back',
  'relay-defied',
] as const
export type FaultDetailCode = (typeof FAULT_DETAILS)[number]
export type FaultDetail = { code: FaultDetailCode; params: Record<string, string> }

export const writeDetail = (code: FaultDetailCode, params: Record<string, number> = {}): string =>
  [code, ...Object.entries(params).map(([name, value]) => `${name}=${value}`)].join(' ')

export function readDetail(text: string): FaultDetail | null {
  const [first, ...rest] = text.split(' ')
  const code = FAULT_DETAILS.find(known => known === first)
  const pairs = rest.map(pair => /^([a-z]+)=(\d+)$/.exec(pair))
  if (code === undefined || pairs.includes(null)) return null
  return { code, params: Object.fromEntries(pairs.map(pair => [pair?.[1], pair?.[2]])) }
}
