/** What an atelier that was just opened still needs until its first invoice, in the order one does it. */
import { listAccounts } from '../../api/accounts.ts'
import { listIssuers, listPools, listTariffs } from '../../api/economy.ts'
import { listMembers } from '../../api/people.ts'
import { getSettings } from '../../api/settings.ts'
import { floor } from '../../live/connection.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { type Known, type Step, stepsOf } from './steps.ts'
import { w } from './texts.ts'
import './setup.css'

async function asked(): Promise<Omit<Known, 'machines'>> {
  const [members, tariffs, pools, issuers, settings, accounts] = await Promise.all([
    listMembers(),
    listTariffs(),
    listPools(),
    listIssuers(),
    getSettings(),
    listAccounts(),
  ])
  // A tariff prices nothing where costs are shared, and a cost is not shared where tariffs price
  const billing = new Map(issuers.map(({ id, billing }) => [id, billing]))
  const bills = [
    ...tariffs.filter(({ issuer }) => billing.get(issuer) !== 'share'),
    ...pools.filter(({ issuer }) => billing.get(issuer) !== 'tariff'),
  ]
  return {
    members: members.filter(({ kind }) => kind === 'person'),
    signed: members.some(({ charter_signed }) => charter_signed !== null),
    prices: bills.length,
    issuers: settings.issuers,
    accounts: accounts.items.length,
  }
}

export function Steps() {
  const known = useLoad('steps', asked)
  const { machines, at_ms } = floor.value
  return (
    <article class="pair">
      <header class="month-head">
        <h1>{w('steps.title')}</h1>
        <p class="hint">{w('steps.lead')}</p>
      </header>
      {known.is === 'failed' ? (
        <Failure error={known.error} again={known.again} />
      ) : known.value === null || at_ms === null ? (
        <Waiting height_rem={40} />
      ) : (
        <ol>
          {stepsOf({ ...known.value, machines: [...machines.values()] }).map(step => (
            <Line key={step.key} step={step} />
          ))}
        </ol>
      )}
    </article>
  )
}

const Line = ({ step: { key, href, done } }: { step: Step }) => (
  <li data-done={done}>
    <h2>
      {w(`steps.${key}`)} {done ? <Icon sign="check" /> : null}
      {done ? <span class="sr">{w('steps.done')}</span> : null}
    </h2>
    <p class="hint">{w(`steps.${key}-hint`)}</p>
    <p class="pair-acts">
      <a class={done ? 'link' : 'button-quiet'} href={href}>
        {w(`steps.${key}-act`)}
      </a>
    </p>
  </li>
)
