-- What is dropped in the night goes by the entry it came from; the outbox is counted, and listed, by what became of each mail.
CREATE INDEX verdict_by_n ON verdict (n);
CREATE INDEX mail_by_state ON mail (state);
