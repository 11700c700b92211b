/** An order opened, sent elsewhere, handed over. Fields are named as in the body. */
import type { OrderReport } from '#server/contract/money.ts'
import { addOrder, addStep, changeOrder, deliverOrder } from '../../api/economy.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import type { Orders } from './orders.tsx'
import { o } from './texts.ts'
import '../people/people.css'

type Props = { all: Orders; onClose: () => void }
const nobody = () => ({ id: '', name: o('form.nobody') })

export const AddOrder = ({ all, onClose }: Props) => (
  <FormDialog
    title={o('add')}
    action={o('form.save')}
    onClose={onClose}
    onSend={form =>
      addOrder({
        ...{ name: textOf(form, 'name'), organisation: textOf(form, 'organisation') || null },
        ...(form.has('issuer') ? { issuer: textOf(form, 'issuer') } : {}),
        received: textOf(form, 'received') || null,
        purchase_order: textOf(form, 'purchase_order') || null,
      })
    }
  >
    <Field name="name" label={o('form.name')} required />
    {all.organisations.length === 0 ? null : (
      <Choice name="organisation" label={o('form.organisation')} options={[nobody(), ...all.organisations]} />
    )}
    {all.issuers.length < 2 ? null : <Choice name="issuer" label={o('form.issuer')} options={all.issuers} />}
    <Field name="purchase_order" label={o('form.purchase-order')} hint={o('form.purchase-order-hint')} />
    <Field name="received" type="date" label={o('form.received')} value={all.today} />
  </FormDialog>
)

export const AddStep = ({ order, all, onClose }: Props & { order: OrderReport }) => (
  <FormDialog
    title={`${o('step-add')}\u00a0: ${order.name}`}
    action={o('form.save')}
    onClose={onClose}
    onSend={form =>
      addStep({
        ...{ order: order.order, name: textOf(form, 'name'), sent: textOf(form, 'sent') },
        partner: textOf(form, 'partner') || null,
      })
    }
  >
    <Field name="name" label={o('form.step')} required />
    {all.organisations.length === 0 ? null : (
      <Choice name="partner" label={o('form.partner')} options={[nobody(), ...all.organisations]} />
    )}
    <Field name="sent" type="date" label={o('form.sent')} value={all.today} required />
  </FormDialog>
)

type DeliverProps = { order: OrderReport; today: string; onClose: () => void }
export const DeliverDialog = ({ order, today, onClose }: DeliverProps) => (
  <FormDialog
    title={o('deliver-of', { name: order.name })}
    action={o('deliver')}
    onClose={onClose}
    onSend={form => deliverOrder(order.order, textOf(form, 'date'))}
  >
    <p>{o('deliver-effect')}</p>
    <Field name="date" type="date" label={o('form.date')} value={today} required />
  </FormDialog>
)

/** For whom it is, only those may change who see the organisations. */
export const ChangeOrder = ({ order, all, onClose }: Props & { order: OrderReport }) => (
  <FormDialog
    title={o('change-of', { name: order.name })}
    action={o('form.save')}
    onClose={onClose}
    onSend={form =>
      changeOrder(order.order, {
        name: textOf(form, 'name'),
        ...(form.has('organisation') ? { organisation: textOf(form, 'organisation') || null } : {}),
        received: textOf(form, 'received') || null,
        purchase_order: textOf(form, 'purchase_order') || null,
      })
    }
  >
    <p class="hint">{o('change-hint')}</p>
    <Field name="name" label={o('form.name')} value={order.name} required />
    {all.organisations.length === 0 ? null : (
      <Choice
        name="organisation"
        label={o('form.organisation')}
        value={order.organisation ?? ''}
        options={[nobody(), ...all.organisations]}
      />
    )}
    <Field
      name="purchase_order"
      label={o('form.purchase-order')}
      hint={o('form.purchase-order-hint')}
      value={order.purchase_order ?? ''}
    />
    <Field name="received" type="date" label={o('form.received')} value={order.received ?? ''} />
  </FormDialog>
)

export const WithdrawDialog = ({ order, today, onClose }: DeliverProps) => (
  <ReasonDialog
    title={o('withdraw-of', { name: order.name })}
    action={o('withdraw')}
    say={sayRefused}
    onConfirm={() => changeOrder(order.order, { withdrawn: today })}
    onClose={onClose}
  >
    <p>{o('withdraw-effect')}</p>
  </ReasonDialog>
)
