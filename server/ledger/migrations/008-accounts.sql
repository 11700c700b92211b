-- Invoices, payments, books: derived from journal entries of kind `accounts`. Append-only like the journal itself; `value` is
-- the entry as canonical JSON, once for each thing it is about.
CREATE TABLE account (
  id INTEGER PRIMARY KEY, n INTEGER NOT NULL, i INTEGER NOT NULL, -- entry, and place within it
  type TEXT NOT NULL, issuer TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_by_entry ON account (n, i);
CREATE INDEX account_by_subject ON account (subject, type, n);
CREATE INDEX account_by_issuer ON account (issuer, type, n);

-- What was issued, as canonical JSON. It holds names and addresses, kept ten years by law (Code de commerce L123-22), so it lies
-- beside the chain, which has its salted hash. Never updated.
CREATE TABLE document (
  number TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE,
  issuer TEXT NOT NULL, series TEXT NOT NULL, sequence INTEGER NOT NULL,
  draft TEXT NOT NULL UNIQUE,             -- what it was made from: nothing is issued twice
  period TEXT NOT NULL, payer_kind TEXT NOT NULL, payer_id TEXT NOT NULL,
  salt BLOB NOT NULL, hash BLOB NOT NULL, -- SHA-256(salt ‖ body)
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_by_sequence ON document (issuer, series, sequence);
CREATE INDEX document_by_period ON document (period, n);
CREATE INDEX document_by_payer ON document (payer_kind, payer_id, n);

-- The last number of each series: read and raised inside the transaction that issues, so that none is skipped or used twice.
CREATE TABLE document_counter (
  issuer TEXT NOT NULL, series TEXT NOT NULL, sequence INTEGER NOT NULL, issue_date TEXT NOT NULL, series_chain BLOB NOT NULL,
  PRIMARY KEY (issuer, series)
) STRICT, WITHOUT ROWID;
