/** Machines that went out of use: what becomes of them is said before, and each can come back. */
import { useSignal } from '@preact/signals'
import type { MachineSettings, WorkshopView } from '#server/contract/workshop.ts'
import { retireMachine, returnMachine } from '../../api/workshop.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { sayDay } from '../../ui/say-day.ts'
import { me } from '../../ui/session.ts'
import { w } from './texts.ts'

type Done = { onDone: (after: WorkshopView) => void }

export const RetireDialog = ({
  machine,
  onDone,
  onClose,
}: Done & { machine: MachineSettings; onClose: () => void }) => (
  <ReasonDialog
    title={w('retire.ask', { name: machine.name })}
    action={w('retire.change')}
    say={sayRefused}
    onConfirm={async () => onDone(await retireMachine(machine.id))}
    onClose={onClose}
  >
    <p>{w('retire.what')}</p>
    <p>{w('retire.stays')}</p>
  </ReasonDialog>
)

export function Retired({ all, onDone }: Done & { all: WorkshopView }) {
  const error = useSignal<string | null>(null)
  const machines = all.machines.filter(({ retired }) => retired !== null)
  if (machines.length === 0) return null
  const comeBack = (id: string) =>
    returnMachine(id).then(
      after => {
        error.value = null
        onDone(after)
      },
      (failure: unknown) => {
        error.value = sayRefused(failure)
      },
    )
  return (
    <section aria-labelledby="workshop-retired">
      <h2 id="workshop-retired">{w('retired')}</h2>
      <ul class="workshop-list">
        {machines.map(({ id, name, retired }) => (
          <li key={id}>
            <h3>
              <a href={`/machines/${id}`}>
                <bdi>{name}</bdi>
              </a>
            </h3>
            <div>
              <p>{w('retired.since', { date: sayDay(retired ?? '') })}</p>
            </div>
            {me.value?.role === 'manager' ? (
              <div class="workshop-acts">
                <button type="button" class="link" aria-label={w('return.of', { name })} onClick={() => comeBack(id)}>
                  {w('return')}
                </button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </section>
  )
}
