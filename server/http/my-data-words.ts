/** What the parts of one's own data are, in the words of who reads them. `test/contract/my-data.test.ts` holds that none is missing. */
type Words = Record<string, string>

export const SAID_OF: Record<'fr' | 'en', Words> = {
  fr: {
    sign_in: 'Vos comptes, vos connexions (adresse IP et navigateur) et vos jetons. Effacés avec vous.',
    statements: 'Vos relevés des mois clos. Gardés dix ans avec les comptes (Code de commerce, L123-22).',
    person: 'Votre nom et votre courriel, à part du journal. Effacés avec vous.',
    contact: 'Adresse, téléphone, banque et mandat, à part du journal. Effacés avec vous.',
    charter_signature: 'La charte que vous avez signée, avec le dessin de votre signature. Effacée avec vous.',
    directory:
      'Adhésion, badges (leur empreinte, jamais le numéro de la carte), autorisations, réservations, forfaits.',
    session:
      'Vos sessions : poste, début, fin, durées. Gardées dix ans avec les comptes, sous un numéro une fois votre nom effacé.',
    verdict: 'Ce qu’un poste a répondu à votre badge, et le message du badge tant qu’il est gardé (trois mois).',
    journal: 'Les inscriptions du journal qui vous nomment, par leur place : elles peuvent nommer d’autres personnes.',
    book: 'Ce qui a été décidé, contesté ou déclaré à propos de vos sessions.',
    account:
      'Les écritures à propos de vos factures et paiements, par leur place : elles peuvent nommer d’autres personnes.',
    document: 'Vos factures et avoirs, tels qu’ils ont été émis. Gardés dix ans.',
    bank_line: 'Les lignes de relevé bancaire qui portent votre IBAN ou votre mandat.',
    mail: 'Les courriels qui vous ont été envoyés. Effacés avec vous.',
    fault: 'Les pannes que vous avez prises en charge ou résolues.',
    mandate: 'Vos mandats de prélèvement, chez chaque émetteur. Effacés avec vous.',
    notice_wish: 'Les avis par courriel que vous avez demandés, et leurs heures de silence.',
    notice_state: 'Jusqu’où ces avis vous ont été envoyés.',
    lesson_mark: 'Ce que vous avez appris à un poste.',
    audit: 'Ce que vous avez fait dans Navette, et ce qui a été fait à votre propos.',
  },
  en: {
    sign_in: 'Your accounts, your sign-ins (IP address and browser) and your tokens. Erased with you.',
    statements: 'Your statements of closed months. Kept ten years with the books (Code de commerce, L123-22).',
    person: 'Your name and e-mail, beside the journal. Erased with you.',
    contact: 'Address, telephone, bank and mandate, beside the journal. Erased with you.',
    charter_signature: 'The charter you signed, with the drawing of your signature. Erased with you.',
    directory: 'Membership, badges (their hash, never the card’s number), qualifications, reservations, packs.',
    session:
      'Your sessions: machine, start, end, durations. Kept ten years with the books, under a number once your name is erased.',
    verdict: 'What a machine answered your badge, and the badge’s message while it is kept (three months).',
    journal: 'The journal’s entries that name you, by their place: they may name others too.',
    book: 'What was decided, contested or declared about your sessions.',
    account: 'Entries about your invoices and payments, by their place: they may name others too.',
    document: 'Your invoices and credit notes as they were issued. Kept ten years.',
    bank_line: 'Lines of bank statements that bear your IBAN or your mandate.',
    mail: 'Mails that were sent to you. Erased with you.',
    fault: 'Faults you acknowledged or resolved.',
    mandate: 'Your direct debit mandates, with each issuer. Erased with you.',
    notice_wish: 'The notices by mail you asked for, and their quiet hours.',
    notice_state: 'How far those notices have been sent to you.',
    lesson_mark: 'What you taught a machine.',
    audit: 'What you did in Navette, and what was done about you.',
  },
}

export const ELSEWHERE: Record<'fr' | 'en', Words> = {
  fr: {
    curves:
      'Les courbes de courant sont rangées par poste et ne nomment personne ; celle d’une session se lit dans « Ma page ».',
    evidence: 'Chaque message d’une session, avec ses empreintes : GET /api/v1/sessions/{id}/evidence.',
    bank_file:
      'Les fichiers envoyés à la banque portent les lignes de plusieurs personnes : la vôtre est dans « account » et « document ».',
    backups: 'Les copies de sauvegarde de l’atelier contiennent les mêmes données.',
  },
  en: {
    curves: 'Power curves are kept by machine and name nobody; a session’s own is on “My page”.',
    evidence: 'Every message of a session, with its hashes: GET /api/v1/sessions/{id}/evidence.',
    bank_file: 'Files sent to the bank hold the lines of many: yours is in “account” and “document”.',
    backups: 'Backups of the atelier hold the same data.',
  },
}
