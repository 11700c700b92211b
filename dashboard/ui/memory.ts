/** What this browser remembers of its reader: two or three words, never anything about a person. */
type Slot = 'theme' | 'language' | 'wall-sort' | 'wall-view' | 'screen'

export function recall(slot: Slot): string | null {
  try {
    return localStorage.getItem(`navette.${slot}`)
  } catch {
    // Storage may be refused (private windows, policies): then nothing is remembered and everything still works.
    return null
  }
}

export function remember(slot: Slot, value: string): void {
  try {
    localStorage.setItem(`navette.${slot}`, value)
  } catch {
    // as above
  }
}
