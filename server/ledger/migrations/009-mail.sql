-- Mail on its way, in the book of record's own file so that it survives restarts. Beside the chain and erasable: names and
-- addresses. One thing goes to one recipient once: `message_id` says so.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,                     -- invoice | credit-note | whatever comes later
  issuer TEXT, about TEXT NOT NULL,
  recipient_kind TEXT NOT NULL, recipient TEXT NOT NULL, to_name TEXT NOT NULL, to_address TEXT NOT NULL,
  from_name TEXT NOT NULL, reply_to TEXT, subject TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL,
  attachments TEXT NOT NULL,              -- JSON: numbers of documents
  state TEXT NOT NULL,                    -- queued | sending | sent | bounced | failed
  queued_at_ms INTEGER NOT NULL, next_at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  sent_at_ms INTEGER, reply_code INTEGER, reply TEXT
) STRICT;
CREATE INDEX mail_due ON mail (next_at_ms, id) WHERE state = 'queued';
CREATE INDEX mail_by_about ON mail (about);
CREATE INDEX mail_by_recipient ON mail (recipient_kind, recipient);
