/** `docs/roles.md`, from the tables that are enforced. `node server/http/roles-document.ts > docs/roles.md` */
import { Role } from '#server/contract/api.ts'
import { LIVE_RIGHTS } from '#server/contract/visibility.ts'
import { type Right, ROUTE_RIGHTS } from './roles.ts'

const INTRODUCTION = `# Who may do and see what

Written by \`node server/http/roles-document.ts > docs/roles.md\` from the tables that are enforced
(\`server/http/roles.ts\`, \`server/contract/visibility.ts\`); \`test/contract/http-roles.test.ts\` calls each route with each role and
with none. Without sign-in the answer is 401, with another role 403; both are problems (RFC 9457), the latter is audited.

- **manager** runs the atelier · **animateur** runs the floor: no money, no addresses · **treasurer** keeps the books: people appear
  in sessions and statements, not on the board · **member** sees machines and their own · **kiosk** is a wall screen ·
  **organisation** sees what it pays, by machine kind and never by person.
- A member who asks for sessions gets their own; another's does not exist for them (404).
- On machines and in the live feed only manager and animateur see who is at a machine; everybody sees themselves. Where the
  atelier shows names on its walls (\`PUT /wall\`, off unless somebody put it on) everybody who sees a machine also reads the name
  of who is at it now, and nothing more of them: no id, no order, no session of before. Children and who asked not to be named
  (\`PUT /me/wall\`) stay unnamed.
- A token carries the role, member and organisation it was made with; only a manager makes one for somebody else.`

const header = ['', ...Role.options]
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (rows: readonly (readonly string[])[]): string =>
  [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n')

const routeRow = ([name, right]: [string, Right]): string[] => [
  `\`${name.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}')}\``,
  ...Role.options.map(role => (right === 'anyone' ? 'no sign-in' : right.includes(role) ? 'yes' : '·')),
]
const eventRow = ([event, rights]: [string, Record<Role, string>]): string[] => [
  `\`${event}\``,
  ...Role.options.map(role => (rights[role] === 'none' ? '·' : (rights[role] ?? '·'))),
]

export const rolesDocument = (): string =>
  [
    INTRODUCTION,
    '## Routes, under /api/v1',
    table(Object.entries<Right>(ROUTE_RIGHTS).map(routeRow)),
    '## Live events, namespace /live',
    [
      '`full`: with persons; `unnamed`: without, but for the name of who is at a machine now where walls show names; `own`: only about',
      'their own sessions.',
    ].join('\n'),
    table(Object.entries(LIVE_RIGHTS).map(eventRow)),
    'Open to all: `/healthz`, `/readyz`, `/metrics`, `/api/openapi.json`, `/api/docs`, the dashboard itself.\n',
  ].join('\n\n')

if (import.meta.main) process.stdout.write(rolesDocument())
