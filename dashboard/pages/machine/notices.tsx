/** "Prévenez-moi": what I am told by mail, of which machines, at which hours. One setting, reached from every machine. */

import { useSignal } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import type { NoticeTopic, NoticeView, NoticeWish } from '#server/contract/notices.ts'
import { get, put } from '../../api/client.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, Field, Tick, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { w } from './texts.ts'
import { scopeOf, wishOf } from './wish.ts'

type Props = { machine: MachineView; onClose: () => void }

export function Notices({ machine, onClose }: Props) {
  const found = useLoad('notices', () => get<NoticeView>('me/notices'))
  if (found.value !== null) return <Settings view={found.value} machine={machine} onClose={onClose} />
  return (
    <Dialog title={w('notices')} onClose={onClose}>
      {found.is === 'failed' ? <Failure error={found.error} again={found.again} /> : <Waiting height_rem={20} />}
    </Dialog>
  )
}

const WHENS: readonly NoticeWish['topics']['fault'][] = ['off', 'now', 'digest']

function Settings({ view, machine, onClose }: Props & { view: NoticeView }) {
  const { wish, topics, address, relay } = view
  const sleeps = useSignal(wish.quiet !== null)
  const whens = WHENS.map(id => ({ id, name: w(`when.${id}`) }))
  const topic = (id: NoticeTopic) => (
    <Choice key={id} name={id} label={w(`topic.${id}`)} options={whens} value={wish.topics[id]} />
  )
  return (
    <FormDialog
      title={w('notices')}
      action={w('notices-save')}
      onSend={form =>
        put(
          'me/notices',
          wishOf(wish, machine, name => textOf(form, name)),
        )
      }
      onClose={onClose}
    >
      {relay ? null : <p class="form-error">{w('notices-no-relay')}</p>}
      <p class="hint">{address === null ? w('notices-no-address') : w('notices-to', { address })}</p>
      <div class="notice-topics">{topics.map(topic)}</div>
      <Choice
        name="scope"
        label={w('scope')}
        value={scopeOf(wish, machine)}
        options={(['all', 'kind', 'this', 'others'] as const)
          .filter(id => id !== 'others' || scopeOf(wish, machine) === 'others')
          .map(id => ({ id, name: w(`scope.${id}`, { machine: machine.name, count: (wish.machines ?? []).length }) }))}
      />
      <Tick name="sleeps" label={w('quiet')} checked={sleeps} />
      {sleeps.value ? (
        <div class="cost-fields">
          <Field name="from" type="time" label={w('quiet-from')} value={wish.quiet?.from ?? '20:00'} required />
          <Field name="until" type="time" label={w('quiet-until')} value={wish.quiet?.until ?? '07:30'} required />
        </div>
      ) : null}
      <Field name="digest_at" type="time" label={w('digest-at')} value={wish.digest_at} required />
      <p class="hint">{w('notices-hint')}</p>
    </FormDialog>
  )
}
