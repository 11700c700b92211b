-- Who asked to be told of what, and what each has been told. Beside the chain: nothing rests on it but mails. By account, whose
-- name and address stand elsewhere.
CREATE TABLE notice_wish (account TEXT PRIMARY KEY, wish TEXT NOT NULL) STRICT, WITHOUT ROWID;     -- JSON
CREATE TABLE notice_state (account TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;   -- JSON
