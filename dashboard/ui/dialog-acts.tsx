import { t } from '../i18n/index.ts'

type Props = {
  action: string
  onCancel: () => void
  busy?: boolean /** absent: it sends the form it stands in */
  onAct?: () => void
}

/** The foot of a dialog: leave it as it is, or do it. */
export const DialogActs = ({ action, onCancel, busy = false, onAct }: Props) => (
  <div class="dialog-acts">
    <button type="button" class="button-quiet" onClick={onCancel}>
      {t('app.cancel')}
    </button>
    <button type={onAct === undefined ? 'submit' : 'button'} class="button" disabled={busy} onClick={onAct}>
      {action}
    </button>
  </div>
)
