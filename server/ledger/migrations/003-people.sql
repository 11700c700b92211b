-- The training or group a session was opened in.
ALTER TABLE session ADD COLUMN event TEXT;

-- Addresses and bank details, beside the chain like names and as erasable. kind: member | organisation
CREATE TABLE contact (
  kind TEXT NOT NULL, id TEXT NOT NULL,
  street TEXT, postal_code TEXT, city TEXT, country TEXT, phone TEXT,
  iban TEXT, mandate TEXT, mandate_signed TEXT,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Why was I refused; and which cards nobody holds were shown. Only refusals are in them.
CREATE INDEX verdict_denied ON verdict (json_extract(value, '$.member'), n) WHERE json_extract(value, '$.verdict') = 'denied';
CREATE INDEX verdict_unknown ON verdict (n) WHERE json_extract(value, '$.reason') = 'unknown-badge';
