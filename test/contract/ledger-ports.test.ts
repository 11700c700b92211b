/** The ledger knows none of the rooms it serves; that it fits their ports is checked here, by the compiler and once at run time. */
import { expect, expectTypeOf, it } from 'vitest'
import type { LedgerReads, LedgerWrites } from '#server/http/ports.ts'
import type { IngestLedger } from '#server/ingest/ports.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import type { TelemetrySource } from '#server/telemetry/ports.ts'
import { LedgerLab } from '#test/support/ledger-lab.ts'

it('fits every port it stands behind', async () => {
  expectTypeOf<Ledger>().toExtend<IngestLedger>()
  expectTypeOf<Ledger>().toExtend<LedgerReads>()
  expectTypeOf<Ledger>().toExtend<LedgerWrites>()
  expectTypeOf<Ledger>().toExtend<TelemetrySource>()
  const lab = await LedgerLab.open()
  const everything: IngestLedger & LedgerReads & LedgerWrites & TelemetrySource = lab.ledger
  expect(await everything.head()).toMatchObject({ n: 3 })
  await lab.close()
})
