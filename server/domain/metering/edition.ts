/**
 * Which edition of the fold this is. Raised whenever the same journal would make other sessions, verdicts or states of it, so that
 * what an older one counted is told from what this one would count (docs/adr/0045).
 */
export const FOLD_EDITION = 1
