/** The first start, and bringing a station to a machine. */
import type { Me, StationToken } from '#server/contract/api.ts'
import type { Setup, SetupView } from '#server/contract/setup.ts'
import { get, post } from './client.ts'

export const getSetup = () => get<SetupView>('setup')
export const startAtelier = (setup: Setup) => post<Me>('setup', setup)
type Audited = { items: { actor: string; action: string; at: string }[] }

/** What the broker turned away of a station, if anything: a wrong token, or another's topic. */
export async function refusedSince(principal: string, since_ms: number): Promise<'token' | 'topic' | null> {
  const { items } = await get<Audited>('audit?limit=20')
  const theirs = items.filter(({ actor, at }) => actor === principal && Date.parse(at) >= since_ms)
  if (theirs.some(({ action }) => action === 'mqtt-connect')) return 'token'
  return theirs.some(({ action }) => action === 'mqtt-publish-foreign') ? 'topic' : null
}

export const makeToken = (station: string, machine: string) =>
  post<StationToken>(`stations/${encodeURIComponent(station)}/token`, { machine })
