-- Logos by the SHA-256 of their bytes: an issued document names the one it was printed with, so none is ever changed or removed.
CREATE TABLE logo (hash TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- The one an issuer's next document will carry, by its own upload; hash null: none, whatever file lies in the data directory.
CREATE TABLE issuer_logo (issuer TEXT PRIMARY KEY, hash TEXT) STRICT, WITHOUT ROWID;
