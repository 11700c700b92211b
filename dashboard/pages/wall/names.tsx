/** Whether everybody who looks at machines reads who is at them: what that would tell to whom is said before, not after. */
import { useSignal } from '@preact/signals'
import type { WallView } from '#server/contract/wall.ts'
import { getWall, nameOnWalls } from '../../api/wall.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { w } from './texts.ts'

export function Names() {
  const loaded = useLoad('wall-names', getWall)
  return (
    <section class="screens-names" aria-labelledby="names">
      <h2 id="names">{w('names.title')}</h2>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={9} />
      ) : (
        <Standing first={loaded.value} />
      )}
    </section>
  )
}

function Standing({ first }: { first: WallView }) {
  const shown = useSignal(first.names)
  const asking = useSignal(false)
  const error = useSignal<string | null>(null)
  const put = async (names: boolean) => {
    shown.value = (await nameOnWalls(names)).names
    error.value = null
  }
  return (
    <>
      <p role="status">
        <strong>{w(shown.value ? 'names.on' : 'names.off')}</strong>
      </p>
      <p class="hint">{w(shown.value ? 'names.on-hint' : 'names.off-hint')}</p>
      <p>
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            if (!shown.value) asking.value = true
            else
              put(false).catch((failure: unknown) => {
                error.value = sayRefused(failure)
              })
          }}
        >
          {w(shown.value ? 'names.hide' : 'names.show')}
        </button>
      </p>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {asking.value ? (
        <ReasonDialog
          title={w('names.ask')}
          action={w('names.show')}
          onConfirm={() => put(true)}
          onClose={() => {
            asking.value = false
          }}
        >
          <p>{w('names.to-whom')}</p>
          <p>{w('names.what')}</p>
          <p>{w('names.never')}</p>
        </ReasonDialog>
      ) : null}
    </>
  )
}
