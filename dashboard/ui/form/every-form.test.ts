/** One way to refuse a form: whoever writes another form finds this one. Read from the sources, as the boundaries are. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const DASHBOARD = join(import.meta.dirname, '../..')
const sources = globSync('{ui,pages}/**/*.tsx', { cwd: DASHBOARD })
  .filter(path => !path.startsWith('ui/form/'))
  .map(path => ({ path, source: readFileSync(join(DASHBOARD, path), 'utf8') }))

const CONTROL = /<(?:input|select|textarea)\b(?:[^>]|=>)*?\/?>(?!=)/g
/** Nothing can be wrong with what is chosen or ticked, nor with a file that is taken at once. */
const NEVER_WRONG = /type="(?:radio|checkbox|file|search)"|readOnly/

/** Fields without a place for what is wrong with them, in a file that draws a form. */
function unplaced(source: string): string[] {
  if (!/from '[./]*\/ui\/form\//.test(source)) return []
  return (source.match(CONTROL) ?? []).filter(
    control => !/\bat[})]|\.at \?\?/.test(control) && !NEVER_WRONG.test(control),
  )
}

test('a form is drawn by ui/form alone', () => {
  expect(sources.filter(({ source }) => source.includes('<form')).map(({ path }) => path)).toEqual([])
})

test('each field of a form has a place for what is wrong with it', () => {
  const bare = sources.flatMap(({ path, source }) => unplaced(source).map(control => `${path} ${control}`))
  expect(bare).toEqual([])
})

test('a planted field is found', () => {
  const imports = "import { Form } from '../../ui/form/form.tsx'"
  expect(unplaced(`${imports}<input name="a" onInput={e => set(e)} />`)).toHaveLength(1)
  expect(unplaced(`${imports}<input {...field.at} />`)).toEqual([])
})
