/** The first start, and bringing a station to a machine. */
import type { Me, StationToken } from '#server/contract/api.ts'
import type { Setup, SetupView } from '#server/contract/setup.ts'
import { get, post } from './client.ts'

export const getSetup = () => get<SetupView>('setup')
export const startAtelier = (setup: Setup) => post<Me>('setup', setup)
export const makeToken = (station: string, machine: string) =>
  post<StationToken>(`stations/${encodeURIComponent(station)}/token`, { machine })
