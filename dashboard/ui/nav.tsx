import { t } from '../i18n/index.ts'
import { Icon } from './icons.tsx'
import { hereOf, navigationOf, type PageGroup, type PageLink } from './navigation.ts'
import { me, placesOf } from './session.ts'

export function Nav({ path }: { path: string }) {
  const reader = me.value
  if (!reader) return null
  const here = hereOf(path)
  const navigation = navigationOf(placesOf(reader))
  const flat = 'flat' in navigation
  if (flat && navigation.flat.length < 2) return null
  return (
    <nav aria-label={t('nav.label')}>
      {flat
        ? navigation.flat.map(page => <PageAnchor key={page.href} page={page} here={here} />)
        : navigation.groups.map(group =>
            group.pages.length === 1 ? (
              group.pages.map(page => <PageAnchor key={page.href} page={page} here={here} />)
            ) : (
              <Group key={group.key} group={group} here={here} />
            ),
          )}
    </nav>
  )
}

/** Followed, it closes the menu it stands in. */
const PageAnchor = ({ page, here }: { page: PageLink; here: string }) => (
  <a
    href={page.href}
    aria-current={page.href === here ? 'page' : undefined}
    onClick={event => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
  >
    {t(page.key)}
  </a>
)

/** The browser's own popover: Escape and a tap beside it close it, and the way back to the button is kept. */
function Group({ group, here }: { group: PageGroup; here: string }) {
  const id = group.key.replace('.', '-')
  return (
    <>
      <button
        type="button"
        popovertarget={id}
        aria-current={group.pages.some(({ href }) => href === here) ? 'true' : undefined}
      >
        {t(group.key)} <Icon sign="down" />
      </button>
      <div id={id} class="nav-menu" popover="auto">
        {group.pages.map(page => (
          <PageAnchor key={page.href} page={page} here={here} />
        ))}
      </div>
    </>
  )
}
