/** Machines and categories: what there is, how each is set, and the way to add one without a file. */
import { useSignal } from '@preact/signals'
import type { CategorySettings, MachineSettings, WorkshopView } from '#server/contract/workshop.ts'
import { getWorkshop } from '../../api/workshop.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { CareDialog } from './care-dialog.tsx'
import { CategoryDialog } from './category-dialog.tsx'
import { MachineDialog } from './machine-dialog.tsx'
import { RetireDialog, Retired } from './retired.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import { sayCare, sayMachine, sayRules } from './say.ts'
import { w } from './texts.ts'
import './workshop.css'

type Opened =
  | { what: 'machine'; of: MachineSettings | null }
  | { what: 'rules' | 'care' | 'retire'; of: MachineSettings }
  | { what: 'category'; of: CategorySettings | null }
type Open = (opened: Opened) => void

export function Workshop() {
  const loaded = useLoad('workshop', getWorkshop)
  /** what the last change made of it: nothing is asked twice */
  const after = useSignal<WorkshopView | null>(null)
  const opened = useSignal<Opened | null>(null)
  const all = after.value ?? loaded.value
  const open: Open = what => {
    opened.value = what
  }
  return (
    <article class="workshop">
      <header class="month-head">
        <h1>{w('title')}</h1>
        <p class="hint">{w('lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : all === null ? (
        <Waiting height_rem={60} />
      ) : (
        <>
          <Machines all={all} open={open} />
          <Retired
            all={all}
            onDone={changed => {
              after.value = changed
            }}
          />
          <Categories all={all} open={open} />
          {opened.value === null ? null : (
            <Dialogs
              opened={opened.value}
              all={all}
              onDone={changed => {
                after.value = changed
              }}
              onClose={() => {
                opened.value = null
              }}
            />
          )}
        </>
      )}
    </article>
  )
}

type DialogsProps = { opened: Opened; all: WorkshopView; onDone: (after: WorkshopView) => void; onClose: () => void }
function Dialogs({ opened, ...rest }: DialogsProps) {
  if (opened.what === 'category') return <CategoryDialog category={opened.of} {...rest} />
  if (opened.what === 'machine') return <MachineDialog machine={opened.of} {...rest} />
  if (opened.what === 'retire') return <RetireDialog machine={opened.of} {...rest} />
  return opened.what === 'rules' ? (
    <RulesDialog machine={opened.of} {...rest} />
  ) : (
    <CareDialog machine={opened.of} {...rest} />
  )
}

const manages = (): boolean => me.value?.role === 'manager'

function Machines({ all, open }: { all: WorkshopView; open: Open }) {
  const machines = all.machines.filter(({ retired }) => retired === null)
  return (
    <section aria-labelledby="workshop-machines">
      <header class="workshop-head">
        <h2 id="workshop-machines">{w('machines')}</h2>
        {manages() ? (
          <button type="button" class="button" onClick={() => open({ what: 'machine', of: null })}>
            {w('machine.add')}
          </button>
        ) : null}
      </header>
      {machines.length === 0 ? <p>{w('machines.none')}</p> : null}
      <ul class="workshop-list">
        {machines.map(machine => (
          <li key={machine.id}>
            <h3>
              <a href={`/machines/${machine.id}`}>
                <bdi>{machine.name}</bdi>
              </a>
            </h3>
            <div>
              {[sayMachine(machine, all.machines), sayRules(machine.rules), sayCare(machine.care)].map(line => (
                <p key={line}>{line}</p>
              ))}
            </div>
            {manages() ? <Acts machine={machine} open={open} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Acts = ({ machine, open }: { machine: MachineSettings; open: Open }) => (
  <div class="workshop-acts">
    {machine.station === null ? (
      <a class="button-quiet" href={`/pair/${machine.id}`} aria-label={w('pair-of', { name: machine.name })}>
        {w('pair')}
      </a>
    ) : null}
    {(['machine', 'rules', 'care', 'retire'] as const).map(what => (
      <button
        key={what}
        type="button"
        class="link"
        aria-label={w(`${what}.of`, { name: machine.name })}
        onClick={() => open({ what, of: machine })}
      >
        {w(`${what}.change`)}
      </button>
    ))}
  </div>
)

function Categories({ all, open }: { all: WorkshopView; open: Open }) {
  const nameOf = (id: string): string => all.categories.find(one => one.id === id)?.name ?? id
  return (
    <section aria-labelledby="workshop-categories">
      <header class="workshop-head">
        <h2 id="workshop-categories">{w('categories')}</h2>
        <button type="button" class="button-quiet" onClick={() => open({ what: 'category', of: null })}>
          {w('category.add')}
        </button>
      </header>
      <p class="hint">{w('categories.hint')}</p>
      {all.categories.length === 0 ? <p>{w('categories.none')}</p> : null}
      <ul class="workshop-list">
        {all.categories.map(category => (
          <li key={category.id}>
            <h3>
              <bdi>{category.name}</bdi>
            </h3>
            <div>
              <p>
                {[
                  w('category.members', { count: category.members }),
                  w('category.tariffs', { count: category.tariffs }),
                ].join(' · ')}
              </p>
              {category.first_months === null ? null : (
                <p>
                  {category.first_months.of === null
                    ? w('category.first-any', { count: category.first_months.months })
                    : w('category.first-of', {
                        ...{ count: category.first_months.months, name: nameOf(category.first_months.of) },
                      })}
                </p>
              )}
            </div>
            <div class="workshop-acts">
              <button
                type="button"
                class="link"
                aria-label={w('category.of', { name: category.name })}
                onClick={() => open({ what: 'category', of: category })}
              >
                {w('machine.change')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <p class="hint">
        {w('categories.prices')} <a href="/economy/prices">{w('categories.to-prices')}</a>
      </p>
    </section>
  )
}
