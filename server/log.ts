/** What the server says to the terminal: a JSON line each, on standard error. */
import pino, { type DestinationStream, type Logger } from 'pino'
import type { LogLevel } from './config.ts'

/** Without its serializer an error is written as the fields it happens to carry: neither what it says nor where it came from. */
const serializers = { error: pino.stdSerializers.err }

export const createLog = (
  level: LogLevel,
  to: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger => pino({ level, base: null, serializers }, to)
