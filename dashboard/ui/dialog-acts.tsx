import { t } from '../i18n/index.ts'
import { Send } from './form/form.tsx'

type Props = {
  action: string
  onCancel: () => void
  /** absent: it sends the form it stands in */
  onAct?: () => void
}

/** The foot of a dialog: leave it as it is, or do it. */
export const DialogActs = ({ action, onCancel, onAct }: Props) => (
  <div class="dialog-acts">
    <button type="button" class="button-quiet" onClick={onCancel}>
      {t('app.cancel')}
    </button>
    {onAct === undefined ? (
      <Send action={action} />
    ) : (
      <button type="button" class="button" onClick={onAct}>
        {action}
      </button>
    )}
  </div>
)
