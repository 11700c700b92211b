import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { timezone } from '../../ui/session.ts'

/** In the atelier's zone, by the server's clock. */
export const today = (): string => dayOf(serverNow(), timezone())
