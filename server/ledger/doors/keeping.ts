/** What the whole rests on: the replay that proves it, and what is not kept for ever. */
import { rulesOf } from '#server/domain/periods/rules.ts'
import { monthsBefore } from '#server/domain/time.ts'
import { LedgerError } from '../errors.ts'
import type { Present } from '../read/load.ts'
import type * as T from '../types.ts'
import { checkpointInWorker, verifyInWorker } from '../verify/run.ts'
import { type Expired, expiry } from '../write/expiry.ts'
import type { Parts } from './parts.ts'

export function keepingDoor({ db, file, write }: Parts, present: () => Promise<Present>) {
  const old = expiry(db)
  return {
    /** Replays the whole journal in a worker of its own and compares (contract §5). */
    verify: (): Promise<T.VerifyReport> => verifyInWorker(file),
    /**
     * Drops what has been kept for its months, behind a checkpoint; first everything is verified, because afterwards it could not be.
     * Rejects where the ledger is not in order.
     */
    async expire(keep_months: number, now_ms: number): Promise<Expired> {
      const { directory } = await present()
      const zone = directory.site?.timezone ?? 'UTC'
      const cutoff_ms = monthsBefore(now_ms, keep_months, zone)
      const { report, checkpoint } = await checkpointInWorker(file, cutoff_ms)
      if (!report.ok) throw new LedgerError('refused', `not in order, nothing was dropped: ${report.problems[0]}`)
      const checkpoint_n = checkpoint === null ? null : await write(() => old.append(checkpoint, now_ms))
      const up_to_n = await old.upTo(cutoff_ms)
      const { contest_days } = rulesOf(directory.site)
      return { checkpoint_n, up_to_n, ...(await old.drop(up_to_n, { keep_months, contest_days, zone }, now_ms)) }
    },
  }
}
