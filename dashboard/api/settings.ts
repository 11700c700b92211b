/** How issuers and the atelier are set: the routes of that page alone. */
import type { IssuerChange, SettingsView, SiteChange } from '#server/contract/settings.ts'
import { get, put, remove, upload } from './client.ts'

const issuer = (id: string): string => `settings/issuers/${encodeURIComponent(id)}`

export const getSettings = () => get<SettingsView>('settings')
export const changeIssuer = (id: string, change: IssuerChange) => put<SettingsView>(issuer(id), change)
export const changeSite = (change: SiteChange) => put<SettingsView>('settings/site', change)
export const putLogo = (id: string, picture: Blob) => upload<SettingsView>(`${issuer(id)}/logo`, picture)
export const removeLogo = (id: string) => remove(`${issuer(id)}/logo`)
/** `of`: its hash, so that another picture has another address. */
export const logoUrl = (id: string, of: string): string => `/api/v1/${issuer(id)}/logo?of=${of.slice(0, 12)}`
