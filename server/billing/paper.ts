import { join } from 'node:path'
import type { Config } from '#server/config.ts'
import type { Paper } from './surroundings.ts'

/** Logos lie with the data, so that a copy of the directory prints the same invoices. */
export const paperOf = ({ data, public_url }: Pick<Config, 'data' | 'public_url'>): Paper => ({
  logos_dir: join(data, 'logos'),
  public_url,
})
