/** What went out with this document: its own mail, copies, reminders, and what came back. */
import { getMailsOf } from '../../api/bookkeeping.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { kindWords, moment, stateWords } from '../mails/words.ts'
import { v } from './texts.ts'

export function InvoiceMails({ number }: { number: string }) {
  const loaded = useLoad(`mails/${number}`, () => getMailsOf(number))
  return (
    <section aria-labelledby="invoice-mails">
      <h2 id="invoice-mails">{v('mails.title')}</h2>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={4} />
      ) : loaded.value.items.length === 0 ? (
        <p class="hint">{v('mails.none')}</p>
      ) : (
        <ul class="invoice-mails">
          {loaded.value.items.map(({ id, kind, to_address, state, queued_at, sent_at, reply }) => (
            <li key={id} data-state={state}>
              <span>{kindWords(kind)}</span>
              <bdi>{to_address}</bdi>
              <b>
                {stateWords(state)} <small>{moment(sent_at ?? queued_at)}</small>
              </b>
              {state === 'sent' || reply === null ? null : <q>{reply}</q>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
