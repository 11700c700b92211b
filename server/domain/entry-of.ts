/** What a record says of an id that somebody chose. `constructor` is a good id, and every object answers to it. */
export const entryOf = <T>(record: Readonly<Record<string, T>> | null | undefined, id: string): T | undefined =>
  record != null && Object.hasOwn(record, id) ? record[id] : undefined
