/** From an atelier that was just opened to its first invoice: what is done already, and the page where the next thing is done. Pure. */
import type { IssuerSettings } from '#server/contract/settings.ts'

export type Known = {
  machines: readonly { heard: string | null }[]
  members: readonly { id: string; state: string; badges: number }[]
  /** somebody's charter is signed */
  signed: boolean
  /** tariffs and cost pools, of the kind that bills there */
  prices: number
  issuers: readonly Pick<IssuerSettings, 'missing'>[]
  accounts: number
}
export type StepKey = 'station' | 'member' | 'access' | 'price' | 'issuer' | 'colleague' | 'close'
export type Step = { key: StepKey; href: string; done: boolean }

export function stepsOf({ machines, members, signed, prices, issuers, accounts }: Known): Step[] {
  const first = members[0]
  const ready = members.some(({ badges }) => badges > 0) && signed
  return [
    { key: 'station', href: '/pair', done: machines.some(({ heard }) => heard !== null) },
    { key: 'member', href: '/members', done: members.length > 0 },
    { key: 'access', href: first === undefined ? '/members' : `/members/${first.id}`, done: ready },
    { key: 'price', href: '/economy/prices', done: prices > 0 },
    { key: 'issuer', href: '/settings', done: issuers.every(({ missing }) => missing.every(one => !one.blocks)) },
    { key: 'colleague', href: '/accounts', done: accounts > 1 },
    { key: 'close', href: '/months', done: false },
  ]
}
