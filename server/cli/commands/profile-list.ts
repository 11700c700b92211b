/** `navette profile list`: which machines were taught, and which were not. */
import type { ProfileVersion } from '#server/contract/learning.ts'
import { createLearning } from '#server/learning/desk.ts'
import { withLedger } from '../context.ts'
import { print } from '../output.ts'

const NO_CURVES = { curve: () => Promise.resolve([]) }

export async function profileList(options: { json?: boolean }): Promise<void> {
  const result = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    const append = () => Promise.reject(new Error('a list adopts nothing'))
    const desk = createLearning({
      ...{ ledger, curves: NO_CURVES, directory: () => directory, append, online: () => false, now_ms: Date.now },
    })
    return { machines: desk.machines(), profiles: desk.profiles() }
  })
  const text = result.machines.map(({ id, profile }) => {
    const version = profile === null ? 'no profile' : `${profile.id}@${profile.version}`
    return `${id}: ${version}, ${whenceOf(profile)}`
  })
  print(result, text, options.json)
}

function whenceOf(profile: ProfileVersion | null): string {
  if (profile?.learnt != null) return `taught on ${profile.learnt.machine}, ${profile.learnt.to.slice(0, 10)}`
  return profile?.set == null
    ? 'not taught'
    : `set by figures on ${profile.set.machine}, ${profile.set.at.slice(0, 10)}`
}
