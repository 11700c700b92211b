/** In whose name mails go out, and where answers go. The server they go through is the machine's own business. */
import { Field } from '../../ui/form/fields.tsx'
import { orNull, SectionDialog, type SectionProps } from './form.tsx'
import { s } from './texts.ts'

export const MailDialog = ({ issuer, all, onDone, onClose }: SectionProps) => (
  <SectionDialog
    title={s('mail')}
    {...{ issuer, onDone, onClose }}
    change={form => ({
      mail: { from_name: orNull(form, 'mail.from_name'), reply_to: orNull(form, 'mail.reply_to') },
      ...(issuer.invoicing === null ? {} : { invoicing: { email: orNull(form, 'invoicing.email') } }),
    })}
  >
    <p class="hint">
      {all.relay.there
        ? all.relay.from === null
          ? s('relay-own')
          : s('relay-from', { from: all.relay.from })
        : s('relay-none')}
    </p>
    {issuer.invoicing === null ? null : (
      <Field name="invoicing.email" label={s('email')} value={issuer.invoicing.email ?? ''} hint={s('email-hint')} />
    )}
    <Field
      name="mail.from_name"
      label={s('from-name')}
      value={issuer.mail.from_name ?? ''}
      hint={s('from-name-hint')}
    />
    <Field name="mail.reply_to" label={s('reply-to')} value={issuer.mail.reply_to ?? ''} hint={s('reply-to-hint')} />
  </SectionDialog>
)
