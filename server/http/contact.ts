/** Address and bank details as a request gives them: numbers checked, what is left out stays. */
import { isValidIBAN } from 'ibantools'
import * as z from 'zod'
import type { Bank } from '#server/bank/desk.ts'
import { Delivery } from '#server/contract/atelier-people.ts'
import { compactNumber, isSiren, isSiret, isVatNumber } from '#server/domain/who/siren.ts'
import { given } from './money-facts.ts'
import type { ContactPart, LedgerWrites } from './ports.ts'
import { unacceptable } from './problem.ts'

const text = (chars_max: number) => z.string().trim().min(1).max(chars_max).nullable().optional()
const Iban = z
  .string()
  .max(50)
  .transform(written => compactNumber(written).toUpperCase())
  .refine(isValidIBAN, 'is no IBAN: its check digits are wrong')

export const number = (good: (text: string) => boolean, what: string) =>
  z
    .string()
    .max(40)
    .transform(written => compactNumber(written).toUpperCase())
    .refine(good, `is no ${what}: its check digits are wrong`)
    .nullable()
    .optional()

export const ContactBody = z.strictObject({
  street: text(200),
  postal_code: text(20),
  city: text(100),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional(),
  phone: text(40),
  iban: Iban.nullable().optional(),
  /** SEPA rulebook AT-01: at most 35 characters */
  mandate: text(35),
  mandate_signed: z.iso.date().nullable().optional(),
  trade_name: text(200),
  email: z.email().max(254).nullable().optional(),
  siren: number(isSiren, 'SIREN'),
  siret: number(isSiret, 'SIRET'),
  vat_number: number(isVatNumber, 'VAT number'),
  /** how invoices reach them; null: by mail */
  delivery: Delivery.nullable().optional(),
})
export type ContactBody = z.infer<typeof ContactBody>

/** What the body leaves out stays as it was. */
export async function putContact(
  kind: ContactPart['kind'],
  id: string,
  body: ContactBody,
  { writes, bank }: { writes: LedgerWrites; bank: Pick<Bank, 'collectors'> },
): Promise<void> {
  // A mandate is given to one creditor: told without a name, it is the only one's
  if (body.mandate != null && (await bank.collectors()).length > 1)
    throw unacceptable('mandate', 'mandate-of-which-issuer')
  const told = given(body)
  if (Object.keys(told).length > 0) await writes.putContacts([{ kind, id, ...told }])
}
