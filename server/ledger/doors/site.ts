/** The site itself: its key, who may connect, and the directory's entries from outside of ingest. */
import type { DirectoryEntry } from '#server/domain/directory.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { touched, type Untouched } from '#server/domain/who/erasure.ts'
import { LedgerError } from '../errors.ts'
import type * as T from '../types.ts'
import { credentials } from '../write/credentials.ts'
import { directoryAppender } from '../write/directory.ts'
import { emptyLog, touchedSince } from '../write/people.ts'
import { settingsStore } from '../write/settings.ts'
import type { Parts } from './parts.ts'

export function siteDoor({ db, now_ms, ask, done, write, dataVersion }: Parts) {
  const settings = settingsStore(db)
  const directory = directoryAppender(db)
  const principals = credentials(db, settings, directory, dataVersion)
  const isTouched = touchedSince(db)
  const append = db.transaction((entries: readonly DirectoryEntry[], received_at_ms: number, untouched?: Untouched) => {
    if (untouched !== undefined && isTouched(untouched)) {
      const refusal = touched(untouched.member)
      throw new LedgerError(refusal.kind, wordsOf(refusal), { said: refusal })
    }
    return directory.append(entries, received_at_ms)
  })
  /** A station's own token, shown once. Made again, it replaces the first and raises the epoch. */
  const addStation = (station: string, machine: string): Promise<T.IssuedToken & { epoch: number }> =>
    write(() => principals.addStation(station, machine, now_ms()))
  return {
    async settings(): Promise<T.Settings | null> {
      return settings.read()
    },
    /** Makes the badge key with the site, once; rejects where the ledger belongs to another site. */
    setUp: (site: string): Promise<T.Settings> => done(() => settings.setUp(site)),
    /** The grant of this principal if that is its token, else null. */
    async authenticate(principal: string, token: string): Promise<T.Grant | null> {
      return principals.authenticate(principal, token)
    },
    /** By principal, which credential lets it in; the same map until anybody wrote one, from here or elsewhere. */
    credentialsInForce: (): ReadonlyMap<string, string> => principals.inForce(),
    addStation,
    addStationToken: addStation,
    addGateway: (id: string, stations: readonly string[]): Promise<T.IssuedToken> =>
      write(() => principals.addGateway(id, stations, now_ms())),
    /** A plug that may speak with this gateway alone. */
    addPlug: (id: string, gateway: string): Promise<T.IssuedToken> =>
      write(() => principals.addPlug(id, gateway, now_ms())),
    /** From memory, read again when anybody wrote: the broker asks at each message of a plug. */
    gatewayOf: (plug: string): string | null => principals.gatewayOf(plug),
    /** The picture behind the floor plan, by its hash; the journal names the one that hangs. */
    planPicture: (hash: string): Promise<Uint8Array | null> => ask((on, { planPicture }) => planPicture(on, hash)),
    putPlanPicture: (body: Uint8Array): Promise<string> => ask((on, { putPlanPicture }) => putPlanPicture(on, body)),
    dropPlanPicture: (hash: string): Promise<void> => ask((on, { dropPlanPicture }) => dropPlanPicture(on, hash)),
    /** Journal entries from outside of ingest, in a transaction of their own; resolves to the new head. */
    appendDirectory: (
      entries: readonly DirectoryEntry[],
      received_at_ms: number,
      untouched?: Untouched,
    ): Promise<number> =>
      write(() => {
        const head = append.immediate(entries, received_at_ms, untouched)
        if (entries.some(({ type }) => type === 'member-erased')) emptyLog(db)
        return head
      }),
  }
}
