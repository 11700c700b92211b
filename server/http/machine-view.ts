/** One machine as the caller may see it, read afresh: what its own page and the acts on it answer. */
import type { MachineView } from '#server/contract/api.ts'
import type { Viewer } from '#server/contract/visibility.ts'
import { presentMachine } from '#server/present/machine.ts'
import type { HttpDeps } from './deps.ts'
import { machineOr404, picturesOf } from './machines.ts'
import { namesOf } from './people.ts'
import { notFound } from './problem.ts'

export async function viewMachine(id: string, viewer: Viewer, deps: HttpDeps): Promise<MachineView> {
  const facts = machineOr404(deps.core, id)
  const [[picture], names] = await Promise.all([picturesOf([facts], deps), namesOf(deps)])
  if (picture === undefined) throw notFound('machine', id)
  return presentMachine(picture, viewer, names, deps.clock.now_ms())
}
