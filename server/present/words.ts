/** Moments and names, as every shape of the outside tells them. */

/** Member or account id → name. An id that is not in it (erased, or never named) is shown as it is. */
export type Names = ReadonlyMap<string, string>

export const at = (unix_ms: number): string => new Date(unix_ms).toISOString()
export const atOrNull = (unix_ms: number | null): string | null => (unix_ms === null ? null : at(unix_ms))
