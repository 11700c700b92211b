-- The picture behind the floor plan by the SHA-256 of its bytes, which the journal names: the one that was replaced goes.
CREATE TABLE plan_picture (hash TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
