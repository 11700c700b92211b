/** What the page about use asks, by name. */
import type { Against, Availabilities, Utilisation } from '#server/contract/api.ts'
import type { Span } from '../time/zone.ts'
import { get } from './client.ts'

const rangeOf = ({ from_ms, to_ms }: Span) => ({
  from: new Date(from_ms).toISOString(),
  to: new Date(to_ms).toISOString(),
})

export const getUtilisation = (span: Span, by: Utilisation['by']) =>
  get<Utilisation>('utilisation', { ...rangeOf(span), by })
export const getAvailabilities = (span: Span, against: Against) =>
  get<Availabilities>('reports/machines', { ...rangeOf(span), against })
