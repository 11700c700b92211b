/** What a form about notices says, as the wish it makes of the one before. Pure. */
import type { MachineView } from '#server/contract/api.ts'
import type { NoticeTopic, NoticeWish } from '#server/contract/notices.ts'

export type Scope = 'all' | 'kind' | 'this' | 'others'
type Here = Pick<MachineView, 'id' | 'kind'>

/** `others`: machines or kinds chosen elsewhere, and not this one's alone. */
export function scopeOf({ machines, kinds }: NoticeWish, here: Here): Scope {
  if (machines === null && kinds === null) return 'all'
  if (machines === null && kinds?.length === 1 && kinds[0] === here.kind) return 'kind'
  return kinds === null && machines?.length === 1 && machines[0] === here.id ? 'this' : 'others'
}

const TOPICS: readonly NoticeTopic[] = ['fault', 'care', 'card', 'silent']
const whenOf = (text: string): NoticeWish['topics']['fault'] => (text === 'now' || text === 'digest' ? text : 'off')

/** A topic the reader's role has no field for stays as it was: it is told to nobody of that role anyway. */
export function wishOf(before: NoticeWish, here: Here, read: (name: string) => string): NoticeWish {
  const topics = { ...before.topics }
  for (const topic of TOPICS) if (read(topic) !== '') topics[topic] = whenOf(read(topic))
  const [from, until] = [read('from'), read('until')]
  return {
    topics,
    ...of(before, here, read('scope')),
    quiet: read('sleeps') === '' || from === '' || until === '' ? null : { from, until },
    digest_at: read('digest_at') || before.digest_at,
  }
}

function of({ machines, kinds }: NoticeWish, here: Here, scope: string): Pick<NoticeWish, 'machines' | 'kinds'> {
  if (scope === 'all') return { machines: null, kinds: null }
  if (scope === 'kind') return { machines: null, kinds: [here.kind] }
  if (scope !== 'this') return { machines, kinds }
  // besides those chosen before, where some were chosen one by one
  return machines === null
    ? { machines: [here.id], kinds: null }
    : { machines: [...new Set([...machines, here.id])], kinds }
}
