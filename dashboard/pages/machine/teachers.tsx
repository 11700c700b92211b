/** Who can show me this machine, whether I may work here already, and whether I would show it to others. */
import { useSignal } from '@preact/signals'
import type { TeachersView } from '#server/contract/care.ts'
import { teach, teachersOf } from '../../api/care.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { sayDay, sayMoment } from '../../ui/say-day.ts'
import { w } from './texts.ts'

export function Teachers({ machine }: { machine: string }) {
  const found = useLoad(machine, () => teachersOf(machine))
  if (found.is === 'failed') return <Failure error={found.error} again={found.again} />
  if (found.value === null) return <Waiting height_rem={6} />
  const { teachers, trainings } = found.value
  return (
    <>
      <Mine {...found.value} />
      {teachers.length === 0 ? (
        <p class="hint">{w('teachers-none')}</p>
      ) : (
        <ul class="teachers">
          {teachers.map(({ name, staff }) => (
            <li key={name}>
              <bdi>{name}</bdi> {staff ? <small>{w('teacher-staff')}</small> : null}
            </li>
          ))}
        </ul>
      )}
      {trainings.length === 0 ? null : (
        <ul class="teachers">
          {trainings.map(({ id, name, from }) => (
            <li key={id}>
              {w('training')} <bdi>{name}</bdi> <small>{sayMoment(from)}</small>
            </li>
          ))}
        </ul>
      )}
      <Offer view={found.value} again={found.again} />
    </>
  )
}

/** Where the reader stands, in one sentence. */
function Mine({ mine }: TeachersView) {
  if (mine === null) return null
  const date = mine.expires === null ? '' : sayDay(mine.expires)
  if (mine.state === 'held') return <p>{mine.expires === null ? w('mine-held') : w('mine-held-until', { date })}</p>
  return <p>{mine.state === 'missing' ? w('mine-missing') : w('mine-expired', { date })}</p>
}

/** Only who holds it can show it, and only themselves can agree to be named for it. */
function Offer({ view, again }: { view: TeachersView; again: () => void }) {
  const error = useSignal<string | null>(null)
  const { qualification, mine, teaches } = view
  if (qualification === null || (mine?.state !== 'held' && !teaches)) return null
  const turn = () =>
    teach(qualification, !teaches).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  return (
    <p>
      <button type="button" class="button-quiet" aria-pressed={teaches} onClick={turn}>
        {w(teaches ? 'teach-stop' : 'teach-offer')}
      </button>{' '}
      <small class="hint">{w(teaches ? 'teach-on-hint' : 'teach-hint')}</small>
      {error.value === null ? null : (
        <small class="form-error" role="alert">
          {error.value}
        </small>
      )}
    </p>
  )
}
