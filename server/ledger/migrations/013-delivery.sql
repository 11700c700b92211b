-- How invoices reach who pays: mail, platform or paper. Beside the chain, with the address; null is by mail.
ALTER TABLE contact ADD COLUMN delivery TEXT CHECK (delivery IN ('mail', 'platform', 'paper'));
