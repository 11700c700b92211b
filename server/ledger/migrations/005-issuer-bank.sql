-- What an issuer collects money with: beside the chain, like every bank detail, so that a change of bank edits no history.
CREATE TABLE issuer_bank (issuer TEXT PRIMARY KEY, iban TEXT, bic TEXT, sepa_creditor_id TEXT) STRICT, WITHOUT ROWID;
