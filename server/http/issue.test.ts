/** Real schemas, and what a reader is told of each kind of thing they refuse. */
import { validatorCompiler } from 'fastify-type-provider-zod'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { type Issue, saidOf } from './issue.ts'

/** As the server hears of it. */
function firstOf(schema: z.ZodType, value: unknown, name = 'field'): Issue {
  const judge = validatorCompiler({ schema: z.object({ [name]: schema }), method: '', url: '' })
  const judged = judge({ [name]: value }) as { error?: Issue[] }
  const issue = judged.error?.[0]
  if (issue === undefined) throw new Error('the schema refuses it')
  return issue
}

test.each<[string, z.ZodType, unknown, string, Record<string, number>]>([
  ['nothing', z.string(), undefined, 'missing', {}],
  ['null', z.int(), null, 'missing', {}],
  ['an empty text', z.string().min(1), '', 'missing', {}],
  ['too few characters', z.string().min(8), 'abc', 'too-few-characters', { count: 8 }],
  ['too many characters', z.string().max(3), 'abcd', 'too-many-characters', { count: 3 }],
  ['an empty list', z.array(z.int()).min(1), [], 'missing', {}],
  ['too few entries', z.array(z.int()).min(2), [1], 'too-few-entries', { count: 2 }],
  ['too many entries', z.array(z.int()).max(1), [1, 2], 'too-many-entries', { count: 1 }],
  ['below its limit', z.int().min(3), 2, 'at-least', { limit: 3 }],
  ['above its limit', z.int().max(31), 32, 'at-most', { limit: 31 }],
  ['below zero', z.int().min(0), -1, 'below-zero', {}],
  ['zero', z.number().positive(), 0, 'not-above-zero', {}],
  ['an open limit', z.number().gt(3), 3, 'too-small', {}],
  ['past what a computer counts', z.int(), 1e300, 'too-large', {}],
  ['half of something whole', z.int(), 1.5, 'not-whole', {}],
  ['a text for a number', z.number(), 'a', 'not-a-number', {}],
  ['no address', z.email(), 'a@', 'not-an-address', {}],
  ['no day', z.iso.date(), '2026-02-30', 'not-a-day', {}],
  ['no moment', z.iso.datetime({ offset: true }), 'now', 'not-a-moment', {}],
  ['none of the choices', z.enum(['a', 'b']), 'c', 'not-a-choice', {}],
  ['neither of two', z.union([z.literal('a'), z.int()]), 'c', 'not-a-choice', {}],
  ['an unknown key', z.strictObject({}), { more: 1 }, 'unknown-key', {}],
  ['an object for a text', z.string(), {}, 'ill-formed', {}],
  ['another shape', z.string().regex(/^a/), 'b', 'ill-formed', {}],
])('%s', (_, schema, value, code, params) => {
  expect(saidOf(firstOf(schema, value))).toMatchObject({ code, params })
})

test('a limit in a unit that the page converts is not named', () => {
  const said = saidOf(firstOf(z.int().max(500), 501, 'amount_cents'))
  expect(said).toEqual({ code: 'too-large', params: {}, message: 'it is too large or too long' })
})

test('a sentence names the limit, and the schema’s own words are kept where they say more', () => {
  expect(saidOf(firstOf(z.string().max(200), 'a'.repeat(201))).message).toBe('it may have at most 200 characters')
  const month = z.string().regex(/^\d{4}-\d\d$/, 'is not a month yyyy-mm')
  expect(saidOf(firstOf(month, 'x')).message).toBe('is not a month yyyy-mm')
})
