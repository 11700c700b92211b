import { expect, test } from 'vitest'
import { answerTo, cacheOf, outdated } from './answer.ts'

const shell = { version: '2', files: { '/index.html': 'x', '/theme.js': 'x', '/assets/main-1.js': 'x' } }
const asked = (path: string, mode = 'navigate', method = 'GET') => answerTo({ method, mode, path }, shell)

test.each(['/', '/machines/juki-1', '/kiosk', '/periods/2026-10'])('the address %s is the page', path => {
  expect(asked(path)).toBe('page')
})

test.each(['/theme.js', '/assets/main-1.js'])('%s is a file of the shell', path => {
  expect(asked(path, 'no-cors')).toBe('file')
})

test('a hashed file of another version is looked for in every cache', () => {
  expect(asked('/assets/main-0.js', 'cors')).toBe('file')
})

test.each(['/api/v1/me', '/api/docs', '/socket.io/?EIO=4', '/healthz', '/readyz', '/metrics'])(
  '%s is the server’s alone, also when one navigates to it',
  path => {
    expect(asked(path)).toBe('network')
    expect(asked(path, 'cors')).toBe('network')
  },
)

test('nothing that is sent is answered here', () => {
  expect(asked('/', 'navigate', 'POST')).toBe('network')
})

test('what a page fetches under no known name goes out', () => {
  expect(asked('/elsewhere.json', 'cors')).toBe('network')
})

test('the version before is kept, what others keep is left alone', () => {
  expect(outdated(['navette-0', 'theirs', 'navette-1', 'navette-2'], shell)).toEqual(['navette-0'])
  expect(outdated(['navette-1', 'navette-2'], shell)).toEqual([])
  expect(cacheOf(shell)).toBe('navette-2')
})
