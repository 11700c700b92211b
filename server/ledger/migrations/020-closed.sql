-- Nearly every page about money asks which months are closed; beside each closing lie the statements of all members.
CREATE INDEX book_closed ON book (n) WHERE type = 'closed';
