-- What people drew or typed under the charter: personal data beside the chain, erased with the person. The journal has the commitment,
-- SHA-256 of salt ‖ body.
CREATE TABLE charter_signature (member TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, salt BLOB NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
