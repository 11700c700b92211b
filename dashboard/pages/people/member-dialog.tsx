/** What a member is and who pays; addresses, bank and limits only for those who keep the books. Fields are named as in the body. */
import type { MemberDetail } from '#server/contract/people.ts'
import { changeContact, changeMember, listCategories, listOrganisations } from '../../api/people.ts'
import { Choice, Field, Tick, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { useLoad } from '../../ui/load.ts'
import { mayGo, me } from '../../ui/session.ts'
import { centsOf, eurosOf } from '../economy/head.tsx'
import { CostSharingFields, costSharingOf, costSharingWrong, Delivery } from './billing-fields.tsx'
import { w } from './texts.ts'

type Props = { member: MemberDetail; onDone: () => void; onClose: () => void }

const keepsBooks = (): boolean => me.value != null && mayGo(me.value.role, 'organisations')
const choices = async () => {
  const [categories, organisations] = await Promise.all([listCategories(), keepsBooks() ? listOrganisations() : []])
  return { categories, organisations }
}
const CONTACT = [
  ...['street', 'postal_code', 'city', 'phone', 'iban', 'trade_name', 'siren', 'siret', 'vat_number', 'delivery'],
] as const

export function MemberDialog({ member, onDone, onClose }: Props) {
  const lists = useLoad('choices', choices).value
  // Who may not see them has neither in the answer, and neither in the form
  const books = keepsBooks() && member.contact !== undefined
  if (lists === null) return null
  const none = { id: '', name: w('one.no-category') }
  const themselves = { id: '', name: w('one.payer-self') }
  return (
    <FormDialog
      title={w('edit.title', { name: member.name })}
      action={w('edit.save')}
      check={form => (books ? booksWrong(form) : null)}
      onClose={onClose}
      onSend={async form => {
        await changeMember(member.id, bodyOf(form, books))
        if (books) await changeContact(member.id, contactOf(form))
        onDone()
      }}
    >
      <Field name="name" label={w('add.name')} value={member.name} required />
      <Choice
        name="category"
        label={w('one.category')}
        value={member.category ?? ''}
        options={[none, ...lists.categories]}
      />
      <Field name="activity_started" type="date" label={w('edit.activity')} value={member.activity_started ?? ''} />
      <Tick name="minor" label={w('edit.minor')} on={member.minor} />
      {books ? <Books member={member} organisations={[themselves, ...lists.organisations]} /> : null}
    </FormDialog>
  )
}

type BooksProps = { member: MemberDetail; organisations: readonly { id: string; name: string }[] }

function Books({ member, organisations }: BooksProps) {
  const limit = member.limit_cents_per_month
  const contact = member.contact ?? null
  return (
    <>
      <Choice name="organisation" label={w('one.payer')} value={member.organisation ?? ''} options={organisations} />
      <Field
        name="limit_cents_per_month"
        label={w('edit.limit')}
        value={limit == null ? '' : eurosOf(limit)}
        hint={w('edit.limit-hint')}
      />
      <Field name="email" label={w('edit.email')} value={member.email ?? ''} />
      <fieldset class="people-form">
        <legend>{w('org.bank')}</legend>
        <p class="hint">{w('org.apart')}</p>
        <Field name="street" label={w('org.street')} value={contact?.street ?? ''} />
        <Field name="postal_code" label={w('org.postal-code')} value={contact?.postal_code ?? ''} />
        <Field name="city" label={w('org.city')} value={contact?.city ?? ''} />
        <Field name="phone" label={w('org.phone')} value={contact?.phone ?? ''} />
        <Field name="iban" label={w('org.iban')} value={contact?.iban ?? ''} wrong={w('org.wrong-iban')} />
      </fieldset>
      <fieldset class="people-form">
        <legend>{w('bill.trade')}</legend>
        <p class="hint">{w('bill.trade-hint')}</p>
        <Field name="trade_name" label={w('bill.trade-name')} value={contact?.trade_name ?? ''} />
        <Field name="siren" label={w('org.siren')} value={contact?.siren ?? ''} wrong={w('org.wrong-siren')} />
        <Field name="siret" label={w('org.siret')} value={contact?.siret ?? ''} wrong={w('org.wrong-siret')} />
        <Field
          name="vat_number"
          label={w('org.vat-number')}
          value={contact?.vat_number ?? ''}
          wrong={w('org.wrong-vat-number')}
        />
      </fieldset>
      <Delivery name="delivery" value={contact?.delivery} />
      <CostSharingFields before={member.cost_sharing ?? null} />
    </>
  )
}

const booksWrong = (form: FormData): Wrong => ({
  ...costSharingWrong(form),
  ...wrongIn(form, ['limit_cents_per_month'], text => text !== '' && centsOf(text) === null, w('edit.not-money')),
})

function bodyOf(form: FormData, books: boolean): object {
  const orNull = (name: string) => textOf(form, name) || null
  return {
    name: textOf(form, 'name'),
    category: orNull('category'),
    activity_started: orNull('activity_started'),
    minor: form.has('minor'),
    ...(books
      ? {
          organisation: orNull('organisation'),
          email: orNull('email'),
          cost_sharing: costSharingOf(form),
          limit_cents_per_month: centsOf(textOf(form, 'limit_cents_per_month')),
        }
      : {}),
  }
}

const contactOf = (form: FormData): object =>
  Object.fromEntries(CONTACT.map(name => [name, textOf(form, name) || null]))
