/** A `batch`: up to 100 messages, each judged as if it had come alone (contract §1). */
import { Batch } from '#server/contract/uplink.ts'
import { bad, type Checked, checkMessage, checkObject, isObject, type Json, parseObject } from './check.ts'

export function checkUplink(type: string, bytes: Buffer): Checked[] {
  return type === 'batch' ? checkBatch(bytes) : [checkMessage(type, bytes)]
}

function checkBatch(bytes: Buffer): Checked[] {
  const parsed = parseObject('batch', bytes)
  if (parsed.kind === 'bad') return [parsed]
  const frame = Batch.safeParse(parsed.value)
  if (!frame.success) {
    const issue = frame.error.issues[0]
    return [bad('batch', 'schema', issue === undefined ? 'schema' : `${issue.path.join('.')}: ${issue.message}`, bytes)]
  }
  const checked = (parsed.value.messages as unknown[]).map(checkElement)
  tellLastUpMs(checked)
  return checked
}

function checkElement(element: unknown): Checked {
  const bytes = () => Buffer.from(JSON.stringify(element))
  if (!isObject(element)) return bad('batch', 'schema', 'messages: not a JSON object', bytes())
  const { type } = element
  if (typeof type !== 'string') return bad('batch', 'schema', 'messages: without type', bytes())
  if (type === 'batch') return bad(type, 'nested-batch', 'a batch in a batch', bytes())
  return checkObject(type, element as Json, bytes)
}

/** What "elapsed" is counted back from where a sender's clock is not believed (contract §1, `at_ms`). */
function tellLastUpMs(checked: Checked[]): void {
  const last_up_ms = new Map<number, number>()
  for (const one of checked) if (one.kind === 'message') last_up_ms.set(one.message.boot, one.message.up_ms)
  for (const one of checked) {
    if (one.kind === 'message') one.batch_last_up_ms = last_up_ms.get(one.message.boot) ?? null
  }
}
