/** A member list against what the ledger holds: for the command line and for HTTP alike. Nothing is written. */
import { type MemberPlan, type PlanInput, planMembers } from '#server/ingest/members/plan.ts'
import { type Ledger, LedgerError } from '#server/ledger/ledger.ts'

export async function planMemberList(
  ledger: Ledger,
  bytes: Buffer,
  progress?: PlanInput['progress'],
): Promise<MemberPlan> {
  const settings = await ledger.settings()
  if (settings === null) throw new LedgerError('refused', 'this atelier is not set up yet: run navette setup first')
  const [{ directory }, persons, contacts, banks] = await Promise.all([
    ledger.load(),
    ledger.persons(),
    ledger.contacts(),
    ledger.banks(),
  ])
  const { badge_key } = settings
  const collectors = banks.filter(({ sepa_creditor_id }) => sepa_creditor_id !== null).length
  return planMembers({ bytes, directory, persons, contacts, badge_key, collectors, progress })
}
