/** Every page but the wall: which address shows what, to whom. The wall does not wait for any of it. */
import type { ComponentChildren } from 'preact'
import { Route, Router } from 'preact-iso'
import { lazy } from './ui/lazy.ts'
import { Forbidden, NotFound } from './ui/lost.tsx'
import { me, type Place, placesOf } from './ui/session.ts'

const Machine = lazy(() => import('./pages/machine/machine.tsx').then(module => module.Machine))
const Statement = lazy(() => import('./pages/statement/statement.tsx').then(module => module.Statement))
const ThisPeriod = lazy(() => import('./pages/statement/statement.tsx').then(module => module.ThisPeriod))
const Periods = lazy(() => import('./pages/periods/periods.tsx').then(module => module.Periods))
const Settle = lazy(() => import('./pages/periods/settle.tsx').then(module => module.Settle))
const SettleNow = lazy(() => import('./pages/periods/settle.tsx').then(module => module.SettleNow))
const Proof = lazy(() => import('./pages/me/proof.tsx').then(module => module.Proof))
const LearnList = lazy(() => import('./pages/learn/list.tsx').then(module => module.LearnList))
const Learn = lazy(() => import('./pages/learn/learn.tsx').then(module => module.Learn))
const Members = lazy(() => import('./pages/people/members.tsx').then(module => module.Members))
const Member = lazy(() => import('./pages/people/member.tsx').then(module => module.Member))
const ImportMembers = lazy(() => import('./pages/people/import.tsx').then(module => module.ImportMembers))
const Organisations = lazy(() => import('./pages/people/organisations.tsx').then(module => module.Organisations))
const Closures = lazy(() => import('./pages/people/closures.tsx').then(module => module.Closures))
const Reservations = lazy(() => import('./pages/people/reservations.tsx').then(module => module.Reservations))
const Care = lazy(() => import('./pages/care/care.tsx').then(module => module.Care))
const MyAccess = lazy(() => import('./pages/people/my-access.tsx').then(module => module.MyAccess))
const Events = lazy(() => import('./pages/events/events.tsx').then(module => module.Events))
const Sales = lazy(() => import('./pages/sales/sales.tsx').then(module => module.Sales))
const Morning = lazy(() => import('./pages/morning/morning.tsx').then(module => module.Morning))
const ThisMonth = lazy(() => import('./pages/economy/overview.tsx').then(module => module.ThisMonth))
const Overview = lazy(() => import('./pages/economy/overview.tsx').then(module => module.Overview))
const Prices = lazy(() => import('./pages/economy/prices.tsx').then(module => module.Prices))
const WhatIf = lazy(() => import('./pages/economy/what-if.tsx').then(module => module.WhatIf))
const Funders = lazy(() => import('./pages/economy/funders.tsx').then(module => module.Funders))
const Use = lazy(() => import('./pages/use/use.tsx').then(module => module.Use))
const ThisUse = lazy(() => import('./pages/use/use.tsx').then(module => module.ThisUse))
const Screens = lazy(() => import('./pages/wall/screens.tsx').then(module => module.Screens))
const Pair = lazy(() => import('./pages/setup/pair.tsx').then(module => module.Pair))
const Steps = lazy(() => import('./pages/setup/steps.tsx').then(module => module.Steps))
const PairFirst = lazy(() => import('./pages/setup/pair.tsx').then(module => module.PairFirst))
const Assets = lazy(() => import('./pages/economy/assets.tsx').then(module => module.Assets))
const Years = lazy(() => import('./pages/economy/years.tsx').then(module => module.Years))
const Orders = lazy(() => import('./pages/orders/orders.tsx').then(module => module.OrdersPage))
const MyOrganisation = lazy(() =>
  import('./pages/organisation/organisation.tsx').then(module => module.OrganisationPage),
)
const Invoices = lazy(() => import('./pages/invoices/invoices.tsx').then(module => module.Invoices))
const Drafts = lazy(() => import('./pages/invoices/drafts.tsx').then(module => module.Drafts))
const Invoice = lazy(() => import('./pages/invoices/invoice.tsx').then(module => module.Invoice))
const Books = lazy(() => import('./pages/books/books.tsx').then(module => module.Books))
const Accounts = lazy(() => import('./pages/accounts/accounts.tsx').then(module => module.Accounts))
const Welcome = lazy(() => import('./pages/accounts/welcome.tsx').then(module => module.Welcome))
const Settings = lazy(() => import('./pages/settings/settings.tsx').then(module => module.Settings))
const Workshop = lazy(() => import('./pages/workshop/workshop.tsx').then(module => module.Workshop))
const Exports = lazy(() => import('./pages/exports/exports.tsx').then(module => module.Exports))
const Payments = lazy(() => import('./pages/payments/payments.tsx').then(module => module.Payments))
const MyAccount = lazy(() => import('./pages/me/account.tsx').then(module => module.MyAccount))
const Charter = lazy(() => import('./pages/charter/charter.tsx').then(module => module.Charter))
const MyMonth = lazy(() => import('./pages/me/my-month.tsx').then(module => module.MyMonth))

/** The same component whatever the address asks: a page that is narrowed by `?…` keeps its place and the focus. */
const SettlePage = () => guarded('settle', <Settle />)
const InvoicesPage = () => guarded('invoices', <Invoices />)

export const Pages = () => (
  <Router>
    <Route path="/machines/:id" component={() => guarded('machine', <Machine />)} />
    <Route path="/periods" component={() => guarded('statements', <ThisPeriod />)} />
    <Route path="/periods/:month" component={() => guarded('statements', <Statement />)} />
    <Route path="/months" component={() => guarded('statements', <Periods />)} />
    <Route path="/periods/:month/settle" component={SettlePage} />
    <Route path="/settle" component={() => guarded('settle', <SettleNow />)} />
    <Route path="/me/proof/:month" component={() => guarded('my-month', <Proof />)} />
    <Route path="/learn" component={() => guarded('learn', <LearnList />)} />
    <Route path="/learn/:id" component={() => guarded('learn', <Learn />)} />
    <Route path="/morning" component={() => guarded('morning', <Morning />)} />
    <Route path="/members" component={() => guarded('people', <Members />)} />
    <Route path="/members/import" component={() => guarded('people', <ImportMembers />)} />
    <Route path="/members/:id" component={() => guarded('people', <Member />)} />
    <Route path="/organisations" component={() => guarded('organisations', <Organisations />)} />
    <Route path="/events" component={() => guarded('events', <Events />)} />
    <Route path="/charter" component={() => guarded('bookings', <Charter />)} />
    <Route path="/closures" component={() => guarded('bookings', <Closures />)} />
    <Route path="/reservations" component={() => guarded('bookings', <Reservations />)} />
    <Route path="/care" component={() => guarded('care', <Care />)} />
    <Route path="/me/access" component={() => guarded('bookings', <MyAccess />)} />
    <Route path="/orders" component={() => guarded('orders', <Orders />)} />
    <Route path="/organisation" component={() => guarded('my-organisation', <MyOrganisation />)} />
    <Route path="/sales" component={() => guarded('sales', <Sales />)} />
    <Route path="/economy" component={() => guarded('economy', <ThisMonth />)} />
    <Route path="/economy/prices" component={() => guarded('economy', <Prices />)} />
    <Route path="/economy/assets" component={() => guarded('economy', <Assets />)} />
    <Route path="/economy/years" component={() => guarded('economy', <Years />)} />
    <Route path="/economy/what-if" component={() => guarded('economy', <WhatIf />)} />
    <Route path="/economy/funders" component={() => guarded('economy', <Funders />)} />
    <Route path="/economy/:month" component={() => guarded('economy', <Overview />)} />
    <Route path="/screens" component={() => guarded('screens', <Screens />)} />
    <Route path="/start" component={() => guarded('pair', <Steps />)} />
    <Route path="/pair" component={() => guarded('pair', <PairFirst />)} />
    <Route path="/pair/:id" component={() => guarded('pair', <Pair />)} />
    <Route path="/use" component={() => guarded('use', <ThisUse />)} />
    <Route path="/use/:month" component={() => guarded('use', <Use />)} />
    <Route path="/invoices" component={InvoicesPage} />
    <Route path="/invoices/:number" component={() => <Invoice />} />
    <Route path="/invoices/drafts/:period" component={() => guarded('invoices', <Drafts />)} />
    <Route path="/payments" component={() => guarded('invoices', <Payments />)} />
    <Route path="/welcome" component={Welcome} />
    <Route path="/accounts" component={() => guarded('accounts', <Accounts />)} />
    <Route path="/settings" component={() => guarded('settings', <Settings />)} />
    <Route path="/workshop" component={() => guarded('settings', <Workshop />)} />
    <Route path="/exports" component={() => guarded('invoices', <Exports />)} />
    <Route path="/books" component={() => guarded('invoices', <Books />)} />
    <Route path="/me/account" component={() => guarded('my-month', <MyAccount />)} />
    <Route path="/me" component={() => guarded('my-month', <MyMonth />)} />
    <Route default component={NotFound} />
  </Router>
)

/** The server refuses too; this only says so before asking. */
function guarded(place: Place, page: ComponentChildren) {
  const reader = me.value
  return reader && placesOf(reader).includes(place) ? page : <Forbidden />
}
