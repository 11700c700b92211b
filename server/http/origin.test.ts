import { expect, it } from 'vitest'
import { originTrusted } from './origin.ts'

it.each([
  [{ host: 'navette.local:8080', origin: 'http://navette.local:8080' }, true],
  [{ host: 'navette.local:8080', origin: 'http://navette.local' }, false],
  [{ host: 'navette.local', origin: 'http://navette.local.evil.example' }, false],
  [{ host: 'navette.local', origin: 'null' }, false],
  [{ host: '127.0.0.1:8080', origin: 'https://atelier.example' }, true],
  [{ host: '127.0.0.1:8080', origin: 'http://atelier.example' }, false],
  [{ host: 'navette.local' }, true],
  [{ host: 'navette.local', 'sec-fetch-site': 'same-origin' }, true],
  [{ host: 'navette.local', 'sec-fetch-site': 'cross-site' }, false],
])('%j, served as https://atelier.example: %s', (headers, trusted) => {
  expect(originTrusted(headers, 'https://atelier.example/')).toBe(trusted)
})
