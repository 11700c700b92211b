/** What passes between the store's front and its thread. */
import type { EmbeddedCore } from './core.ts'
import type { Retention } from './maintain.ts'

export type WorkerStart = { file: string; retention: Retention }
export type Operation = keyof EmbeddedCore
export type WorkerRequest = { id: number; operation: Operation; args: unknown[] }
export type WorkerReply = { id: number; value: unknown } | { id: number; error: string; range: boolean }

/** The reply to the opening itself; requests count from 1. */
export const OPENING_ID = 0
