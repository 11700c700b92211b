/** The hardware guide as a person reads it: its sections, the commands to type, the files to write. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from './navette.ts'

export type Section = { commands: string[][]; configs: GatewayJson[] }
export type GatewayJson = { stations: { id: string; [part: string]: unknown }[]; [field: string]: unknown }

/** `letter`: the build, A to C. */
export function section(guide: 'hardware.md' | 'hardware.fr.md', letter: string): Section {
  const text = readFileSync(join(CHECKOUT, 'docs', guide), 'utf8')
  const own = text.split(/^## /m).find(part => part.startsWith(`${letter}. `)) ?? ''
  const blocks = [...own.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, body = '']) => ({ language, body }))
  const lines = blocks.flatMap(({ language, body }) => (language === 'sh' ? body.split('\n') : []))
  return {
    commands: lines.filter(line => line.startsWith('navette ')).map(line => line.split(/\s+/).slice(1)),
    configs: blocks.flatMap(({ language, body }) => (language === 'json' ? [JSON.parse(body) as GatewayJson] : [])),
  }
}
