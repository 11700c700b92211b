-- What an invoice says of its buyer and the directory may not know: a person's numbers name a person, so they lie beside the chain.
ALTER TABLE contact ADD COLUMN trade_name TEXT;
ALTER TABLE contact ADD COLUMN email TEXT;
ALTER TABLE contact ADD COLUMN siren TEXT;
ALTER TABLE contact ADD COLUMN siret TEXT;
ALTER TABLE contact ADD COLUMN vat_number TEXT;
