/** A refusal as a French reader gets it. */
import { expect, it } from 'vitest'
import type { MachineView } from '#server/contract/api.ts'
import { floor } from '../live/connection.ts'
import { inFrench } from './say-refusal.ts'

it('fills a sentence, and writes months and days as people do', () => {
  const told = inFrench({ code: 'contest-too-late', params: { date: '2026-11-16', days: 15, period: '2026-10' } })
  expect(told.detail).toBe(
    'elle pouvait être contestée jusqu’au 16 novembre 2026, 15 jours après la clôture de la période octobre 2026',
  )
})

it('says the first of a month, and « de », as one does', () => {
  expect(inFrench({ code: 'year-closed', params: { year: '2025', issuer: 'Colibri' } }).detail).toContain(
    '2025 de Colibri',
  )
  expect(inFrench({ code: 'year-closed', params: { year: '2025', issuer: 'Atelier Wax' } }).detail).toContain(
    'd’Atelier',
  )
  const told = inFrench({ code: 'contest-too-late', params: { date: '2026-01-01', days: 15, period: '2025-11' } })
  expect(told.detail).toContain('jusqu’au 1er janvier 2026')
})

it('calls machines and qualifications as people do', () => {
  const { machines } = floor.value
  floor.value = { ...floor.value, machines: new Map([['juki-1', { name: 'Juki DDL-9000' } as MachineView]]) }
  const params = { member: 'awa', qualification: 'decoupe-laser', machine: 'juki-1' }
  const told = inFrench({ code: 'not-qualified', params })
  const busy = inFrench({ code: 'machine-in-use', params: { id: 'juki-1' } })
  floor.value = { ...floor.value, machines }
  expect(busy.detail).toContain('«\u00a0Juki DDL-9000\u00a0»')
  expect(told.detail).toBe('il manque l’autorisation decoupe laser, que demande Juki DDL-9000')
})

it('says once what several items are refused for', () => {
  const errors = ['a', 'b'].map(path => ({ path, message: 'nobody badged', code: 'nobody-badged', params: {} }))
  const told = inFrench({ code: 'items-refused', params: { count: 2 }, errors })
  expect(told.detail).toBe('points refusés\u00a0: 2 ; rien n’a été décidé ; personne n’a badgé : dites qui la porte')
  expect(told.errors?.map(({ message }) => message)).toEqual(Array(2).fill('personne n’a badgé : dites qui la porte'))
})

it('keeps the server’s own words for a code of a newer server', () => {
  const errors = [{ path: 'a', message: 'as it came' }]
  expect(inFrench({ code: 'of-tomorrow', params: {}, detail: 'a new reason', errors })).toMatchObject({
    ...{ detail: 'a new reason', errors },
  })
})
