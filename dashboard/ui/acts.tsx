/** Lockout, release and closing a fault: the same dialogs from the wall and from a machine's page. */
import { signal } from '@preact/signals'
import type { FaultView, MachineView } from '#server/contract/api.ts'
import { acknowledgeFault, getMachine, lockOut, release } from '../api/endpoints.ts'
import { t } from '../i18n/index.ts'
import { tell } from '../live/connection.ts'
import { lazy } from './lazy.ts'
import { ReasonDialog } from './reason-dialog.tsx'

/** Asks for a cause and a cost, in words of its own: not part of the first load. */
const Resolve = lazy(() => import('../pages/care/resolve-dialog.tsx').then(module => module.ResolveDialog))

type Act =
  | { kind: 'lockout' | 'release'; machine: MachineView }
  | { kind: 'resolve'; machine: MachineView; fault: FaultView }
  | { kind: 'whose'; machine: MachineView } /** an unknown card: drawn with the morning's pages */
export const act = signal<Act | null>(null)

/** The live feed may take a moment to say it; the one who acted sees it at once. */
const refresh = async (machine: string): Promise<void> => tell({ kind: 'replaced', machine: await getMachine(machine) })

/** Does it, and shows what is so now: also when somebody else was quicker and the server says no (409). */
async function done(machine: string, deed: Promise<unknown>): Promise<void> {
  try {
    await deed
  } finally {
    await refresh(machine).catch(() => {})
  }
}

export const acknowledge = (fault: FaultView): Promise<void> => done(fault.machine, acknowledgeFault(fault.id))

export function Acts() {
  const current = act.value
  if (current === null || current.kind === 'whose') return null
  const close = () => {
    act.value = null
  }
  const { machine } = current
  if (current.kind === 'resolve')
    return <Resolve machine={machine} fault={current.fault} done={deed => done(machine.id, deed)} onClose={close} />
  if (current.kind === 'release') {
    return (
      <ReasonDialog
        title={t('machine.release-title', { machine: machine.name })}
        action={t('machine.release')}
        onConfirm={() => done(machine.id, release(machine.id))}
        onClose={close}
      >
        <p>{t('machine.release-effect')}</p>
        <p class="safety">{t('machine.lockout-safety')}</p>
      </ReasonDialog>
    )
  }
  return (
    <ReasonDialog
      title={t('machine.lockout-title', { machine: machine.name })}
      reason={{ label: t('machine.why'), hint: t('machine.why-hint'), missing: t('machine.why-missing') }}
      action={t('machine.lockout')}
      onConfirm={why => done(machine.id, lockOut(machine.id, why))}
      onClose={close}
    >
      <p>{t('machine.lockout-effect')}</p>
      {/* contract §1, Safety: a lockout says that it does not replace unplugging and padlocking */}
      <p class="safety">{t('machine.lockout-safety')}</p>
    </ReasonDialog>
  )
}
