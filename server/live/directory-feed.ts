/**
 * What a person changed about the machines themselves, at another screen or with a file that the command line read while we run:
 * the floor plan, who is on the board at all, whether persons are named on it, or whose a card is. A map of the directory never
 * changes once handed out, so looking whether it is still the same one costs nothing.
 */
import { namedOnWall, namesOnWall } from '#server/present/machine.ts'
import { presentPlan } from '#server/present/plan.ts'
import type { LiveNamespace } from './audience.ts'
import { WATCH_MS } from './limits.ts'
import type { LiveCore } from './ports.ts'

/** `cast`: who or what is shown has changed; `cards`: whose a card is. */
type Tell = { cast: () => void; cards: () => void }

export function startDirectoryFeed(live: LiveNamespace, core: LiveCore, tell: Tell) {
  const planNow = (): string => JSON.stringify(presentPlan(core.directory()))
  /** What a snapshot says of a machine that no live event says again. */
  const castNow = (): string =>
    JSON.stringify([
      [...core.directory().machines.values()].map(({ id, name, kind, retired }) => [id, name, kind, retired]),
      namesOnWall(core.directory()),
      [...core.directory().members.keys()].filter(id => namedOnWall(core.directory(), id)),
    ])
  let { machines, members, site, badges } = core.directory()
  let told = { plan: planNow(), cast: castNow() }

  function look(): void {
    const now = core.directory()
    if (now.badges !== badges) tell.cards()
    badges = now.badges
    if (now.machines === machines && now.members === members && now.site === site) return
    machines = now.machines
    members = now.members
    site = now.site
    const seen = { plan: planNow(), cast: castNow() }
    // only who has rights to the feed is connected at all, and a plan tells of machines alone
    if (seen.plan !== told.plan) live.emit('plan', presentPlan(now))
    if (seen.cast !== told.cast) tell.cast()
    told = seen
  }
  const timer = setInterval(look, WATCH_MS)
  return { stop: () => clearInterval(timer) }
}
