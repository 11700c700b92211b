import { expect, it } from 'vitest'
import { inTheClear } from './in-the-clear.ts'

it.each(['127.0.0.1', '127.0.1.1', '::1', 'localhost'])('says nothing of %s', host =>
  expect(inTheClear({ host, port: 1883 })).toBeNull(),
)

it.each(['0.0.0.0', '::', '192.168.1.10', 'atelier.local', '127.0.0.1.example.org'])('says that %s is open', host => {
  const line = inTheClear({ host, port: 1883 })
  expect(line).toMatch(`NAVETTE_MQTT: ${host}:1883 is open to the network`)
  expect(line).toMatch('NAVETTE_TLS_CERT')
  expect(line).not.toMatch('\n')
})
