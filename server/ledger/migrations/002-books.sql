-- Decisions of people about machine time, closed months and their statements: derived from journal entries of kind `books`.
-- Append-only like the journal itself. One entry makes one row for each thing it is about; `value` is canonical JSON.
CREATE TABLE book (
  id INTEGER PRIMARY KEY, n INTEGER NOT NULL, i INTEGER NOT NULL, -- entry, and place within it
  type TEXT NOT NULL,                     -- settled | declared | confirmed | contested | answered | closed | sheet | statement
  period TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX book_by_entry ON book (n, i);
CREATE INDEX book_by_period ON book (period, type, n);
CREATE INDEX book_by_subject ON book (subject, type, n);
CREATE INDEX unattributed_by_start ON unattributed (from_at_ms);
CREATE INDEX unattributed_by_n ON unattributed (n);
