-- A mandate is given to one creditor: each issuer that collects has its own. Beside the chain, like the account it rests on.
CREATE TABLE mandate (
  issuer TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  reference TEXT NOT NULL, signed TEXT,   -- null: the signature is missing
  revoked TEXT,                           -- first day it holds no more; null: it holds
  of_contact INTEGER NOT NULL,            -- 1: told with the contact, of the one issuer that collects, and follows it
  PRIMARY KEY (issuer, kind, id)
) STRICT, WITHOUT ROWID;
-- Until now a payer's mandate held for whoever collects.
INSERT INTO mandate (issuer, kind, id, reference, signed, revoked, of_contact)
  SELECT issuer, kind, id, mandate, mandate_signed, NULL, 1 FROM contact, issuer_bank
  WHERE mandate IS NOT NULL AND sepa_creditor_id IS NOT NULL;
