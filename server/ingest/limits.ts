/** Every number ingest lives by, and why it is that number. */

/**
 * Messages that arrive within this share a commit: one fsync then serves them all, and a badge seldom meets one under way. A badge
 * does not wait for it, and leaves the others waiting (ahead.ts).
 */
export const GROUP_MS = 20
/** So many do not wait for more: under load the disk is busy anyway, and senders with a window wait for their acknowledgements. */
export const GROUP_FULL = 100

/** No group takes longer than some tens of ms, so that a badge behind a flood still gets its verdict in time. */
export const GROUP_MESSAGES_MAX = 1_000

/** JSON nested deeper than this says nothing a station has to say (a batch of badges with `sun` has four). */
export const JSON_DEPTH_MAX = 16

/** How far a state row may be behind: folding so many entries at a start after a crash takes half a second to one. */
export const STATE_LAG_ENTRIES_MAX = 20_000

/** Another writer may get in between load and commit; so often in a row means that something is wrong. */
export const STALE_RETRIES_MAX = 10

/** After a failed commit: how often to try whether one works again. */
export const PROBE_MS = 500

/** The command line's changes take effect within 1 s (contract §5); asking costs one PRAGMA. */
export const WATCH_MS = 250

/** Contract §1 `time`: every 60 s. */
export const TIME_MS = 60_000

/** A command nobody could deliver by then is no command any more. */
export const COMMAND_LIFE_MS = 60_000

/** Contract §3 `silent`: no sample for 3 × `sample_ms`, at least 5 s. Presence goes by the same clock. */
export const SILENT_SAMPLES = 3
export const SILENT_MS_MIN = 5_000
