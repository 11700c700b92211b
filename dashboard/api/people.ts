/** The routes about people, bookings and care that the dashboard uses, by name. */
import type { MachineView } from '#server/contract/api.ts'
import type { MyOrganisation } from '#server/contract/organisation.ts'
import type {
  CareTaskView,
  CategoryView,
  ClosureView,
  DayPass,
  ErasureHeldBack,
  EventView,
  ExpiringView,
  ImportReport,
  MemberDetail,
  MemberRow,
  MyAccess,
  OrganisationDetail,
  RefusalView,
  ReservationView,
  UnknownCard,
} from '#server/contract/people.ts'
import type { Span } from '../time/zone.ts'
import { get, post, put, remove, upload } from './client.ts'
import { all } from './pages.ts'

const part = encodeURIComponent
const range = ({ from_ms, to_ms }: Span) => ({
  from: new Date(from_ms).toISOString(),
  to: new Date(to_ms).toISOString(),
})
type Items<T> = { items: T[] }

export const listMembers = () => all<MemberRow>('members')
export const getMember = (id: string) => get<MemberDetail>(`members/${part(id)}`)
export const addMember = (body: object) => post<MemberDetail>('members', body)
export const changeMember = (id: string, body: object) => put<MemberDetail>(`members/${part(id)}`, body)
export const changeContact = (id: string, body: object) => put<MemberDetail>(`members/${part(id)}/contact`, body)
export const erasureOf = (id: string) => get<ErasureHeldBack>(`members/${part(id)}/erasure`)
/** `why` empty: nothing stands in the way. */
export const eraseMember = (id: string, why: string) =>
  remove(`members/${part(id)}${why === '' ? '' : `?anyway=${part(why)}`}`)
export const listCategories = () => all<CategoryView>('categories')
export const importMembers = (list: Blob, apply: boolean) => upload<ImportReport>(`members/import?apply=${apply}`, list)

export const listOrganisations = () => all<OrganisationDetail>('organisations')
export const putOrganisation = (id: string, body: object) => put<OrganisationDetail>(`organisations/${part(id)}`, body)

export const unknownCards = () => get<Items<UnknownCard>>('badges/unknown')
export const enrolBadge = (body: object) => post<unknown>('badges', body)
export const blockBadge = (id: string, blocked: boolean) => post<unknown>(`badges/${part(id)}/block`, { blocked })
/** `charter`: the version the visitor was shown, null where it hangs on the wall. */
export type Visit = { name: string; charter: string | null; language: 'fr' | 'en' | null }
/** `language` null: the atelier's own. */
export const giveDayPass = (badge: string, { name, charter, language }: Visit) =>
  post<DayPass>('badges/day-pass', {
    ...{ badge, name, acknowledged: true, charter },
    ...(language === null ? {} : { language }),
  })
export const expiringQualifications = () => get<Items<ExpiringView>>('qualifications/expiring')
export const grant = (body: object) => post<MemberDetail>('qualifications/grant', body)
export const revoke = (body: object) => post<MemberDetail>('qualifications/revoke', body)

export const listMachines = () => all<MachineView>('machines')
export const reservationsOf = (span: Span) => all<ReservationView>('reservations', range(span))
export const eventsOf = (span: Span) => all<EventView>('events', range(span))
export const putEvent = (id: string, body: object) => put<EventView>(`events/${part(id)}`, body)
export const cancelEvent = (id: string) => remove(`events/${part(id)}`)
export const closuresOf = () => all<ClosureView>('closures')
export const putClosure = (id: string, body: object) => put<ClosureView>(`closures/${part(id)}`, body)
export const removeClosure = (id: string) => remove(`closures/${part(id)}`)
export const book = (body: object) => post<ReservationView>('reservations', body)
export const cancelBooking = (id: string) => remove(`reservations/${part(id)}`)

export const listCare = () => get<Items<CareTaskView>>('care')
/** What somebody else noted since it was read stands, and is told. */
export const careDone = ({ machine, task, noted }: CareTaskView) =>
  post<Items<CareTaskView>>(`machines/${part(machine)}/care`, { task, seen: noted })

export const getMyOrganisation = (period: string) => get<MyOrganisation>('me/organisation', { period })
export const myAccess = () => get<MyAccess>('me/access')
export const myRefusals = () => get<Items<RefusalView>>('me/refusals')
