/** A file of text that somebody hands over: UTF-8, as everything is (contract, its first paragraph). */
import { readFileSync } from 'node:fs'
import { CliError } from './output.ts'

/**
 * Another encoding is refused: read as UTF-8 it would put � into people's names and passwords. A byte order mark, with which Windows
 * saves, is left out (RFC 8259 §8.1). What is read to work on it is refused with 1 when it is not there; what a program is configured
 * with (gateway.json) with 2.
 */
export function readText(what: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not UTF-8; save it in that encoding' : (error as Error).message
    throw new CliError(`cannot read ${what} ${file}: ${why}`)
  }
}
