/** Who asked to be told of what, and what there is to tell. A wish is somebody's own setting: beside the chain, erasable. */

export const TOPICS = ['fault', 'care', 'card', 'silent'] as const
export type Topic = (typeof TOPICS)[number]
export type When = 'off' | 'now' | 'digest'

/** Clocks are `HH:MM` of the atelier's zone. */
export type Wish = {
  topics: Record<Topic, When>
  /** of these machines, and of machines of these kinds; both null: of all */
  machines: string[] | null
  kinds: string[] | null
  /** from the one clock to the other, across midnight where it ends earlier; null: at any hour */
  quiet: { from: string; until: string } | null
  digest_at: string
}

export const NO_WISH: Wish = {
  topics: { fault: 'off', care: 'off', card: 'off', silent: 'off' },
  machines: null,
  kinds: null,
  quiet: { from: '20:00', until: '07:30' },
  digest_at: '08:00',
}

export type What =
  | { topic: 'fault' | 'assigned'; code: string; words: string | null }
  | { topic: 'care'; name: string }
  | { topic: 'card' }
  | { topic: 'silent' }

/** Something that stands now. `key` is the same for as long as it is the same thing. */
export type Condition = {
  key: string
  what: What
  machine: string | null
  machine_name: string
  kind: string | null
  since_ms: number
  /** signature of the only one it concerns; null: whoever asked */
  only: string | null
  /** false: it goes on where it was known, and is no news where it was not */
  news: boolean
}

/** What one reader was told of one thing. `seen_ms`: when it last stood. */
export type Told = {
  condition: Condition
  seen_ms: number
  told_ms: number | null
  /** that it is over was told, or needed no telling; kept a while so that it is known when it comes back */
  over_ms: number | null
  /** how often it came within a day */
  times: number
}
export type ReaderState = { told: Told[]; mailed_ms: number | null; digest_on: string | null }
export const NOTHING_TOLD: ReaderState = { told: [], mailed_ms: null, digest_on: null }

export type Notice = { began: Condition[]; over: Condition[]; digest: boolean }

/** What each role may ask for: what it sees on the dashboard anyway. */
export const topicsOf = (role: string): readonly Topic[] => {
  if (role === 'manager' || role === 'animateur') return TOPICS
  return role === 'treasurer' || role === 'member' ? ['fault', 'care'] : []
}
