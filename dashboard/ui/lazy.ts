/** A page whose script could not be fetched (no link, or a server that was replaced meanwhile) says so instead of staying blank. */
import type { ComponentType } from 'preact'
import { lazy as later } from 'preact-iso'
import { PageLost } from './page-lost.tsx'

export const lazy = <Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> =>
  later(() => load().catch((): ComponentType<Props> => PageLost))
