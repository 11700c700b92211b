/**
 * Everything that goes through Kysely, loaded with the first such question: the builder is 255 modules, two fifths of what a
 * command loads, and neither a station's message nor a token, an import or a replay ever asks it anything.
 */
export { kyselyOn } from './kysely.ts'
export {
  accountEntries,
  accountsHead,
  document,
  documentChain,
  documentPage,
  issuedUnder,
  seriesOf,
} from './read/accounts.ts'
export { bookedAbout, booksHead, closings, declaredOf, firstUseAt } from './read/books.ts'
export { head } from './read/evidence.ts'
export { fault, faults } from './read/faults.ts'
export { mail, mailCounts, mails, posted } from './read/mail.ts'
export { alerts, audit } from './read/notices.ts'
export { persons } from './read/persons.ts'
export { refusals, unknownCards } from './read/refusals.ts'
export { session } from './read/sessions.ts'
export { bankFile, bankLines, openContests, putBankFile, putBankLines, setBankLineAside } from './write/bank.ts'
export { banks, putBanks } from './write/banks.ts'
export { advanceFollower, appendAudit, followerCursor, putDeadLetter, putPersons } from './write/desk.ts'
export { addLessonMarks, lessonMarks } from './write/lesson.ts'
export { issuerLogo, logo, putIssuerLogo } from './write/logos.ts'
export { adoptMandates, mandates, putMandate } from './write/mandates.ts'
export { contacts, putContacts } from './write/people.ts'
export { dropPlanPicture, planPicture, putPlanPicture } from './write/plan-picture.ts'
export { putSignature, signature } from './write/signatures.ts'
