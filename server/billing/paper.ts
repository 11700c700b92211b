import { join } from 'node:path'
import type { Config } from '#server/config.ts'
import { logoSource, type UploadedLogos } from './logo.ts'
import type { Paper } from './surroundings.ts'

type Logos = UploadedLogos & Pick<Paper, 'logo'>

/** Logos lie with the data, so that a copy of the directory prints the same invoices. */
export const paperOf = ({ data, public_url }: Pick<Config, 'data' | 'public_url'>, ledger: Logos): Paper => ({
  logo: hash => ledger.logo(hash),
  logoOf: logoSource(ledger, join(data, 'logos')),
  public_url,
})

/** For whoever prints nothing that was issued: no logo and no code. */
export const plainPaper = (public_url: string | null): Paper => ({
  ...{ logo: async () => null, logoOf: async () => null, public_url },
})
