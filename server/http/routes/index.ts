/** Every route under /api/v1. */

import { account } from './account.ts'
import { allocateAccount } from './account-allocate.ts'
import { writeOff } from './account-write-off.ts'
import { listAccounts } from './accounts-list.ts'
import { listAlerts } from './alerts-list.ts'
import { listAudit } from './audit-list.ts'
import { blockBadge } from './badge-block.ts'
import { giveDayPass } from './badge-day-pass.ts'
import { enrolBadge } from './badge-enrol.ts'
import { listBadges } from './badges-list.ts'
import { listUnknownBadges } from './badges-unknown.ts'
import { asideBankLine } from './bank-line-aside.ts'
import { confirmBankLine } from './bank-line-confirm.ts'
import { importBankLines } from './bank-lines-import.ts'
import { listBankLines } from './bank-lines-list.ts'
import { cancelBankRun } from './bank-run-cancel.ts'
import { dropBankItem } from './bank-run-drop.ts'
import { makeBankRun } from './bank-run-make.ts'
import { planBankRun } from './bank-run-plan.ts'
import { listBankRuns } from './bank-runs-list.ts'
import { doneCare } from './care-done.ts'
import { listCare } from './care-list.ts'
import { listCategories } from './categories-list.ts'
import { changeCategory } from './category-change.ts'
import { putCharter } from './charter-put.ts'
import { showCharter } from './charter-show.ts'
import { putClosure } from './closure-put.ts'
import { removeClosure } from './closure-remove.ts'
import { listClosures } from './closures-list.ts'
import { answerContest } from './contest-answer.ts'
import { confirmDeclared } from './declared-confirm.ts'
import { disputeDocument } from './document-dispute.ts'
import { cancelEvent } from './event-cancel.ts'
import { putEvent } from './event-put.ts'
import { listEvents } from './events-list.ts'
import { exportCsv, exportFec } from './export-books.ts'
import { exportSepa } from './export-sepa.ts'
import { acknowledgeFault } from './fault-acknowledge.ts'
import { assignFault } from './fault-assign.ts'
import { resolveFault } from './fault-resolve.ts'
import { listFaults } from './faults-list.ts'
import { acceptInvitation } from './invitation-accept.ts'
import { invoice } from './invoice.ts'
import { creditInvoice } from './invoice-credit.ts'
import { invoiceDrafts } from './invoice-drafts.ts'
import { invoicePdf, invoiceXml } from './invoice-files.ts'
import { invoiceMonths } from './invoice-months.ts'
import { invoiceProof } from './invoice-proof.ts'
import { issueInvoices } from './invoices-issue.ts'
import { listInvoices } from './invoices-list.ts'
import { listIssuers } from './issuers-list.ts'
import { job } from './job.ts'
import { listJobs } from './jobs-list.ts'
import { listLearning } from './learning-list.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { machine } from './machine.ts'
import { changeMachine } from './machine-change.ts'
import { machineHistory } from './machine-history.ts'
import { machineLabel } from './machine-label.ts'
import { machineLearning } from './machine-learning.ts'
import { adoptLearning } from './machine-learning-adopt.ts'
import { judgeLearning } from './machine-learning-judge.ts'
import { setLevels } from './machine-learning-levels.ts'
import { markLearning } from './machine-learning-mark.ts'
import { replayLearning } from './machine-learning-replay.ts'
import { lockMachine } from './machine-lockout.ts'
import { machinePower } from './machine-power.ts'
import { releaseMachine } from './machine-release.ts'
import { reportMachine } from './machine-report.ts'
import { retireMachine } from './machine-retire.ts'
import { machineTeachers } from './machine-teachers.ts'
import { machineTimeline } from './machine-timeline.ts'
import { listMachines } from './machines-list.ts'
import { bounceMail } from './mail-bounce.ts'
import { retryMail } from './mail-retry.ts'
import { listMails } from './mails-list.ts'
import { sendMails } from './mails-send.ts'
import { putMandate } from './mandate-put.ts'
import { listMandates } from './mandates-list.ts'
import { me } from './me.ts'
import { myAccess } from './me-access.ts'
import { myAccount } from './me-account.ts'
import { blockMyBadge } from './me-badge-block.ts'
import { myData } from './me-data.ts'
import { myDeclared } from './me-declared.ts'
import { myInvoices } from './me-invoices.ts'
import { myMonth } from './me-month.ts'
import { myNotices } from './me-notices.ts'
import { myNow } from './me-now.ts'
import { myOrganisation } from './me-organisation.ts'
import { changePassword } from './me-password.ts'
import { myRefusals } from './me-refusals.ts'
import { mySessions } from './me-sessions.ts'
import { putTeaching } from './me-teaching.ts'
import { putMyWall } from './me-wall.ts'
import { member } from './member.ts'
import { addMember } from './member-add.ts'
import { changeMember } from './member-change.ts'
import { memberCharter } from './member-charter.ts'
import { signCharter } from './member-charter-sign.ts'
import { memberContact } from './member-contact.ts'
import { eraseMember } from './member-erase.ts'
import { memberErasure } from './member-erasure.ts'
import { importMembers } from './members-import.ts'
import { listMembers } from './members-list.ts'
import {
  assets,
  balances,
  consumableCounts,
  consumables,
  loans,
  orders,
  packSales,
  packs,
  purchases,
  steps,
} from './money-collections.ts'
import { changeOrder } from './order-change.ts'
import { deliverOrder } from './order-deliver.ts'
import { stepBack } from './order-step-back.ts'
import { putOrganisation } from './organisation-put.ts'
import { listOrganisations } from './organisations-list.ts'
import { addPayment } from './payment-add.ts'
import { rejectPayment } from './payment-reject.ts'
import { period } from './period.ts'
import { periodChanges } from './period-changes.ts'
import { closeMonth } from './period-close.ts'
import { periodOverview } from './period-overview.ts'
import { periodPreview } from './period-preview.ts'
import { seePeriod } from './period-seen.ts'
import { periodSettle } from './period-settle.ts'
import { settlePeriod } from './period-settle-post.ts'
import { listPeriods } from './periods-list.ts'
import { plan } from './plan.ts'
import { planPicture } from './plan-picture.ts'
import { setPlaces } from './plan-places.ts'
import { setRoom } from './plan-room.ts'
import { addPool } from './pool-add.ts'
import { endPool } from './pool-end.ts'
import { listPools } from './pools-list.ts'
import { listProfiles } from './profiles-list.ts'
import { grantQualification } from './qualification-grant.ts'
import { revokeQualification } from './qualification-revoke.ts'
import { expiringQualifications } from './qualifications-expiring.ts'
import { listQualifications } from './qualifications-list.ts'
import { sendReminder } from './reminder-send.ts'
import { listReminders } from './reminders-list.ts'
import { reportFunders } from './report-funders.ts'
import { reportMachines } from './report-machines.ts'
import { reportOrders } from './report-orders.ts'
import { cancelReservation } from './reservation-cancel.ts'
import { makeReservation } from './reservation-make.ts'
import { listReservations } from './reservations-list.ts'
import type { Route } from './route.ts'
import { session } from './session.ts'
import { contestSession } from './session-contest.ts'
import { declareSession } from './session-declare.ts'
import { endSession } from './session-end.ts'
import { sessionEvidence } from './session-evidence.ts'
import { listSessions } from './sessions-list.ts'
import { changeIssuer } from './settings-issuer.ts'
import { issuerLogo } from './settings-logo.ts'
import { showSettings } from './settings-show.ts'
import { changeSite } from './settings-site.ts'
import { showSetup } from './setup-show.ts'
import { startSetup } from './setup-start.ts'
import { statement } from './statement.ts'
import { statementPdf } from './statement-pdf.ts'
import { statementProof } from './statement-proof.ts'
import { listStatements } from './statements-list.ts'
import { stationToken } from './station-token.ts'
import { listStations } from './stations-list.ts'
import { addTariff } from './tariff-add.ts'
import { endTariff } from './tariff-end.ts'
import { listTariffs } from './tariffs-list.ts'
import { listTeam } from './team-list.ts'
import { createToken } from './token-create.ts'
import { revokeToken } from './token-revoke.ts'
import { listTokens } from './tokens-list.ts'
import { trial } from './trial.ts'
import { setTrial } from './trial-set.ts'
import { addUser } from './user-add.ts'
import { changeUser } from './user-change.ts'
import { inviteUser } from './user-invite.ts'
import { resetPassword } from './user-password.ts'
import { listUsers } from './users-list.ts'
import { utilisation } from './utilisation.ts'
import { declareVat } from './vat-declare.ts'
import { vatOfMonth } from './vat-summary.ts'
import { wall } from './wall.ts'
import { askWhatIf } from './what-if.ts'
import { declineCost, takeCost } from './work-cost.ts'
import { workPools } from './work-pools.ts'
import { listWorks } from './works-list.ts'
import { showWorkshop } from './workshop-show.ts'
import { yearBooks } from './year-books.ts'
import { closeYear } from './year-close.ts'
import { yearSettlement } from './year-settlement.ts'

export const ROUTES: readonly Route[] = [
  listAlerts,
  listAudit,
  blockBadge,
  listBadges,
  acknowledgeFault,
  assignFault,
  resolveFault,
  listFaults,
  listTeam,
  listWorks,
  workPools,
  takeCost,
  declineCost,
  machineHistory,
  machineTeachers,
  putTeaching,
  wall,
  putMyWall,
  myNotices,
  login,
  logout,
  lockMachine,
  reportMachine,
  retireMachine,
  machineLabel,
  machinePower,
  releaseMachine,
  machineTimeline,
  machine,
  listMachines,
  plan,
  setRoom,
  planPicture,
  setPlaces,
  myInvoices,
  listInvoices,
  invoiceMonths,
  invoiceDrafts,
  issueInvoices,
  invoice,
  invoicePdf,
  invoiceXml,
  invoiceProof,
  creditInvoice,
  myMonth,
  myNow,
  myAccount,
  myData,
  blockMyBadge,
  myOrganisation,
  mySessions,
  me,
  listMembers,
  showCharter,
  putCharter,
  memberCharter,
  signCharter,
  listOrganisations,
  listPeriods,
  period,
  periodPreview,
  periodChanges,
  seePeriod,
  listJobs,
  job,
  periodSettle,
  settlePeriod,
  closeMonth,
  answerContest,
  listStatements,
  statement,
  statementPdf,
  statementProof,
  contestSession,
  declareSession,
  myDeclared,
  confirmDeclared,
  listPools,
  listQualifications,
  expiringQualifications,
  endSession,
  sessionEvidence,
  session,
  listSessions,
  showSettings,
  changeIssuer,
  changeSite,
  showWorkshop,
  changeMachine,
  changeCategory,
  issuerLogo,
  showSetup,
  startSetup,
  stationToken,
  listStations,
  listTariffs,
  createToken,
  revokeToken,
  listTokens,
  utilisation,
  addTariff,
  endTariff,
  addPool,
  endPool,
  listIssuers,
  periodOverview,
  askWhatIf,
  yearSettlement,
  reportFunders,
  reportMachines,
  trial,
  setTrial,
  assets,
  balances,
  consumableCounts,
  consumables,
  loans,
  orders,
  steps,
  changeOrder,
  deliverOrder,
  stepBack,
  reportOrders,
  packSales,
  packs,
  purchases,
  enrolBadge,
  giveDayPass,
  listUnknownBadges,
  doneCare,
  listCare,
  putClosure,
  removeClosure,
  listCategories,
  listClosures,
  cancelEvent,
  putEvent,
  listEvents,
  myAccess,
  changePassword,
  listUsers,
  addUser,
  changeUser,
  inviteUser,
  resetPassword,
  acceptInvitation,
  myRefusals,
  member,
  addMember,
  changeMember,
  memberContact,
  eraseMember,
  memberErasure,
  importMembers,
  putOrganisation,
  grantQualification,
  revokeQualification,
  cancelReservation,
  makeReservation,
  listReservations,
  listLearning,
  listProfiles,
  machineLearning,
  markLearning,
  judgeLearning,
  adoptLearning,
  setLevels,
  replayLearning,
  listAccounts,
  account,
  allocateAccount,
  writeOff,
  addPayment,
  rejectPayment,
  disputeDocument,
  listBankLines,
  importBankLines,
  confirmBankLine,
  asideBankLine,
  listMandates,
  putMandate,
  listBankRuns,
  planBankRun,
  makeBankRun,
  cancelBankRun,
  dropBankItem,
  exportSepa,
  listReminders,
  sendReminder,
  exportFec,
  exportCsv,
  vatOfMonth,
  declareVat,
  yearBooks,
  closeYear,
  listMails,
  sendMails,
  retryMail,
  bounceMail,
]
