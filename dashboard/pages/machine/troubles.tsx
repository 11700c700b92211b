/** What stands in a machine's way, and what who runs the floor may do about it. */
import { useSignal } from '@preact/signals'
import type { FaultView, MachineView } from '#server/contract/api.ts'
import { getMachine } from '../../api/endpoints.ts'
import { known, t } from '../../i18n/index.ts'
import { mayAct } from '../../live/attention.ts'
import { tell } from '../../live/connection.ts'
import { acknowledge, act } from '../../ui/acts.tsx'
import { faultDetail } from '../../ui/fault-detail.ts'
import { Icon } from '../../ui/icons.tsx'
import { lazy } from '../../ui/lazy.ts'
import { sayError } from '../../ui/notice.tsx'
import { mayGo, me } from '../../ui/session.ts'
import { c } from '../care/texts.ts'
import { TeachHere } from '../morning/teach-here.tsx'
import { w } from './texts.ts'

const AssignDialog = lazy(() => import('../care/assign-dialog.tsx').then(module => module.AssignDialog))

export function Troubles({ machine, open }: { machine: MachineView; open: FaultView[] }) {
  const role = me.value?.role
  const acts = role !== undefined && mayAct(role)
  const { lock } = machine
  // out of use: its open faults may still be closed, and nothing else begins there
  const used = machine.retired === undefined
  return (
    <div class="troubles">
      {open.map(fault => (
        <p key={fault.id} class="trouble" data-kind="fault">
          <Icon sign="fault" />
          <span>
            <strong>{t('attention.fault', { what: known('fault', fault.code, fault.code) })}</strong>
            <small>
              {[
                faultDetail(fault.detail),
                fault.acknowledged_by === null ? null : t('attention.acknowledged', { name: fault.acknowledged_by }),
                fault.assigned_name == null ? null : w('assigned', { name: fault.assigned_name }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
          {acts ? <FaultStep machine={machine} fault={fault} /> : null}
        </p>
      ))}
      {lock === null ? null : (
        <p class="trouble" data-kind="lock">
          <Icon sign="locked" />
          <span>
            <strong>{lock.why}</strong>
            <small>{lock.by === '' ? t('machine.locked') : t('machine.locked-by', { name: lock.by })}</small>
          </span>
        </p>
      )}
      {used && role !== undefined && mayGo(role, 'learn') ? (
        <a class="link" href={`/learn/${encodeURIComponent(machine.id)}`}>
          {t('machine.learn')}
        </a>
      ) : null}
      {acts && used && machine.qualification !== null ? (
        <TeachHere machine={machine} qualification={machine.qualification} />
      ) : null}
      {acts && used ? (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            act.value = { kind: lock === null ? 'lockout' : 'release', machine }
          }}
        >
          {lock === null ? t('machine.lockout') : t('machine.release')}
        </button>
      ) : null}
    </div>
  )
}

function FaultStep({ machine, fault }: { machine: MachineView; fault: FaultView }) {
  const error = useSignal<string | null>(null)
  const giving = useSignal(false)
  const take = () =>
    acknowledge(fault).catch((failure: unknown) => {
      error.value = sayError(failure)
    })
  if (fault.acknowledged === null) {
    return (
      <>
        <button type="button" class="button" onClick={take}>
          {t('attention.acknowledge')}
        </button>
        {error.value === null ? null : (
          <small class="form-error" role="alert">
            {error.value}
          </small>
        )}
      </>
    )
  }
  return (
    <>
      <button type="button" class="button-quiet" onClick={() => (giving.value = true)}>
        {c('assign')}
      </button>
      <button type="button" class="button" onClick={() => (act.value = { kind: 'resolve', machine, fault })}>
        {t('attention.resolve')}
      </button>
      {giving.value ? (
        <AssignDialog
          fault={fault}
          done={deed => deed.finally(() => refresh(machine.id))}
          onClose={() => (giving.value = false)}
        />
      ) : null}
    </>
  )
}

const refresh = async (id: string): Promise<void> => tell({ kind: 'replaced', machine: await getMachine(id) })
