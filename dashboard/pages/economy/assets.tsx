/** What is written off, lent and taken over: what a treasurer enters once and forgets until it ends. */
import type { MachineView } from '#server/contract/api.ts'
import type { AssetView, BalanceView, IssuerView, LoanView, PoolView } from '#server/contract/money.ts'
import type { MemberRow, OrganisationDetail } from '#server/contract/people.ts'
import { getTrial, listAssets, listBalances, listIssuers, listLoans, listPools } from '../../api/economy.ts'
import { listMachines, listMembers, listOrganisations } from '../../api/people.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { monthOf } from '../../time/zone.ts'
import { Arrived } from '../../ui/arrived.tsx'
import { useLoad } from '../../ui/load.ts'
import { useOpened } from '../../ui/opened.ts'
import { sayDay } from '../../ui/say-day.ts'
import { timezone } from '../../ui/session.ts'
import { AddAsset, AddBalance, AddLoan, SetTrial } from './asset-forms.tsx'
import { EconomyHead, money } from './head.tsx'
import { n } from './means-texts.ts'
import { Section } from './section.tsx'
import { wornOf } from './worn.ts'

export type Means = {
  assets: AssetView[]
  loans: LoanView[]
  balances: BalanceView[]
  trial_until: string | null
  pools: PoolView[]
  issuers: IssuerView[]
  machines: MachineView[]
  members: MemberRow[]
  organisations: OrganisationDetail[]
}
type Opened = 'asset' | 'loan' | 'balance' | 'trial'

async function means(): Promise<Means> {
  const [assets, loans, balances, trial, pools, issuers, machines, members, organisations] = await Promise.all([
    listAssets(),
    listLoans(),
    listBalances(),
    getTrial(),
    listPools(),
    listIssuers(),
    listMachines(),
    listMembers(),
    listOrganisations(),
  ])
  return { assets, loans, balances, trial_until: trial.until, pools, issuers, machines, members, organisations }
}

export function Assets() {
  const loaded = useLoad('means', means)
  const { what, open, close } = useOpened<Opened>(loaded.again)
  return (
    <article class="economy">
      <EconomyHead title={n('title')}>
        <p class="hint">{n('lead')}</p>
      </EconomyHead>
      <Arrived loaded={loaded} height_rem={40}>
        {all => (
          <>
            <Lists all={all} open={open} />
            <Opening what={what} all={all} close={close} />
          </>
        )}
      </Arrived>
    </article>
  )
}

function Opening({ what, all, close }: { what: Opened | null; all: Means; close: () => void }) {
  if (what === 'asset') return <AddAsset all={all} onClose={close} />
  if (what === 'loan') return <AddLoan all={all} onClose={close} />
  if (what === 'balance') return <AddBalance all={all} onClose={close} />
  return what === 'trial' ? <SetTrial until={all.trial_until} onClose={close} /> : null
}

type Named = { id: string; name: string }
const nameIn = (list: readonly Named[], id: string): string => list.find(one => one.id === id)?.name ?? id

function Lists({ all, open }: { all: Means; open: (what: Opened) => void }) {
  const { assets, loans, balances, trial_until, issuers } = all
  return (
    <>
      <Section title={n('assets')} add={n('asset-add')} onAdd={() => open('asset')}>
        {assets.length === 0 ? <p class="hint">{n('assets-none')}</p> : null}
        <ul class="terms">
          {assets.map(asset => (
            <Asset key={asset.id} asset={asset} all={all} />
          ))}
        </ul>
      </Section>
      {/* who has one issuer has nobody to lend to */}
      {issuers.length < 2 ? null : (
        <Section title={n('loans')} add={n('loan-add')} onAdd={() => open('loan')}>
          {loans.length === 0 ? <p class="hint">{n('loans-none')}</p> : null}
          <ul class="terms">
            {loans.map(loan => (
              <Loan key={loan.id} loan={loan} all={all} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={n('balances')} add={n('balance-add')} onAdd={() => open('balance')}>
        {balances.length === 0 ? <p class="hint">{n('balances-none')}</p> : null}
        <ul class="terms">
          {balances.map(balance => (
            <Balance key={balance.id} balance={balance} all={all} />
          ))}
        </ul>
      </Section>
      <Section title={n('trial')} add={n('trial-set')} onAdd={() => open('trial')}>
        <p>
          {trial_until === null ? n('trial-none') : n('trial-until', { month: monthName(trial_until, language.value) })}
        </p>
        <p class="hint">{n('trial-lead')}</p>
      </Section>
    </>
  )
}

const join = (parts: readonly (string | null)[]): string => parts.filter(part => part !== null).join(' · ')

function Asset({ asset, all }: { asset: AssetView; all: Means }) {
  const { amount_cents, months, subsidy_cents } = asset
  const { done, left_cents } = wornOf(asset, monthOf(serverNow(), timezone()))
  return (
    <li data-over={done === months}>
      <b>
        <bdi>{asset.name}</bdi>
      </b>
      <span>
        {join([
          n('asset-line', {
            ...{ money: money(amount_cents), months },
            from: monthName(asset.from, language.value),
          }),
          subsidy_cents === 0 ? null : n('asset-subsidy', { money: money(subsidy_cents) }),
          n('asset-month', { money: money(Math.round((amount_cents - subsidy_cents) / months)) }),
          nameIn(all.pools, asset.pool),
        ])}
      </span>
      <div class="worn" aria-hidden="true">
        <span style={{ width: `${(done / months) * 100}%` }} />
      </div>
      <span>{n('asset-done', { done, months, money: money(left_cents) })}</span>
    </li>
  )
}

const Loan = ({ loan, all }: { loan: LoanView; all: Means }) => (
  <li>
    <b>
      <bdi>{nameIn(all.machines, loan.machine)}</bdi>
    </b>
    <span>
      {join([
        n('loan-line', { lender: nameIn(all.issuers, loan.lender), borrower: nameIn(all.issuers, loan.borrower) }),
        n('loan-price', { money: money(loan.cents_per_hour) }),
        n('loan-pools', { pool: nameIn(all.pools, loan.borrower_pool) }),
        loan.lender_pool === null ? null : n('loan-into', { pool: nameIn(all.pools, loan.lender_pool) }),
        n('from', { date: sayDay(loan.valid_from) }),
        loan.valid_until === null ? null : n('until', { date: sayDay(loan.valid_until) }),
      ])}
    </span>
  </li>
)

function Balance({ balance, all }: { balance: BalanceView; all: Means }) {
  const { payer, amount_cents, issuer, date } = balance
  const owes = amount_cents >= 0
  return (
    <li>
      <b>
        <bdi>{nameIn(payer.kind === 'member' ? all.members : all.organisations, payer.id)}</bdi>
      </b>
      <span>
        {join([
          n(owes ? 'balance-owes' : 'balance-owed', { money: money(Math.abs(amount_cents)) }),
          issuer === undefined ? null : nameIn(all.issuers, issuer),
          sayDay(date),
        ])}
      </span>
    </li>
  )
}
