import type { SettingsView, SiteSettings } from '#server/contract/settings.ts'
import { changeSite } from '../../api/settings.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { noNumbers, numbersIn } from './form.tsx'
import { sayDecimal } from './say.ts'
import { s } from './texts.ts'

type Props = { site: SiteSettings; onDone: (after: SettingsView) => void; onClose: () => void }
const NUMBERS = ['grace', 'below', 'contest_days'] as const

export const RulesDialog = ({ site, onDone, onClose }: Props) => (
  <FormDialog
    title={s('rules')}
    action={s('save')}
    check={noNumbers(NUMBERS)}
    onClose={onClose}
    onSend={async form => {
      const numbers = numbersIn(form, NUMBERS)
      onDone(
        await changeSite({
          name: textOf(form, 'name'),
          timezone: textOf(form, 'timezone'),
          language: textOf(form, 'language') === 'en' ? 'en' : 'fr',
          reservation_grace_s: Math.round((numbers.grace ?? 0) * 60),
          settle_below_ms: Math.round((numbers.below ?? 0) * 1_000),
          contest_days: Math.round(numbers.contest_days ?? 0),
        }),
      )
    }}
  >
    <Field name="name" label={s('site-name')} value={site.name} required />
    <Field name="timezone" label={s('timezone')} value={site.timezone} hint={s('timezone-hint')} required />
    <Choice
      name="language"
      label={s('language')}
      value={site.language}
      options={(['fr', 'en'] as const).map(id => ({ id, name: s(`language-${id}`) }))}
    />
    <Field
      name="grace"
      label={s('grace')}
      value={sayDecimal(site.reservation_grace_s / 60)}
      required
      hint={s('grace-hint')}
    />
    <Field
      name="below"
      label={s('below')}
      value={sayDecimal(site.settle_below_ms / 1_000)}
      required
      hint={s('below-hint')}
    />
    <Field
      name="contest_days"
      label={s('contest')}
      value={String(site.contest_days)}
      required
      hint={s('contest-hint')}
    />
  </FormDialog>
)
