-- Lines of bank statements: they hold names and IBAN, so they lie beside the chain. `id` is their fingerprint: the same line
-- comes in once. A payment made of one names it in the journal.
CREATE TABLE bank_line (
  id TEXT PRIMARY KEY, issuer TEXT NOT NULL,
  source TEXT NOT NULL,                   -- camt | csv
  date TEXT NOT NULL, cents INTEGER NOT NULL, text TEXT NOT NULL,
  name TEXT, iban TEXT, end_to_end TEXT, mandate TEXT, batch TEXT, reason TEXT, servicer_ref TEXT,
  imported_at_ms INTEGER NOT NULL,
  set_aside TEXT, set_aside_by TEXT       -- why it concerns no payer (rent, salaries); null: it waits or was used
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_line_by_date ON bank_line (issuer, date);

-- Files made for the bank, byte by byte: the journal has their hash.
CREATE TABLE bank_file (issuer TEXT NOT NULL, run TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (issuer, run)) STRICT, WITHOUT ROWID;
