import { describe, expect, it } from 'vitest'
import { UidLinesDecoder } from './decoder.ts'

const decode = (...chunks: string[]) => {
  const decoder = new UidLinesDecoder()
  return chunks.flatMap(chunk => decoder.push(Buffer.from(chunk, 'latin1')))
}

describe('UID lines', () => {
  it.each([
    ['04A2B3C4D5E680\r\n', '04a2b3c4d5e680'],
    ['04a2b3c4d5e680\n', '04a2b3c4d5e680'],
    ['04:A2:B3:C4\r', '04a2b3c4'],
    ['04-A2-B3-C4\r\n', '04a2b3c4'],
    ['  04 A2 B3 C4 \n', '04a2b3c4'],
    ['00112233445566778899\r\n', '00112233445566778899'],
    ['00:11:22:33:44:55:66:77:88:99\r\n', '00112233445566778899'],
  ])('%j', (line, uid) => {
    expect(decode(line)).toEqual([{ kind: 'uid', uid }])
    expect(decode(...line)).toEqual([{ kind: 'uid', uid }])
  })

  it.each([
    ['Card found!', 'not hex'],
    ['04A2B3C', 'not hex'],
    ['04:A2-B3:C4', 'not hex'],
    ['04::A2:B3:C4', 'not hex'],
    ['04A2B3', 'not 4, 7 or 10 bytes'],
    ['04A2B3C4D5', 'not 4, 7 or 10 bytes'],
    ['00'.repeat(60), 'too long'],
  ])('reports %j and reads the next line', (line, reason) => {
    expect(decode(`${line}\r\n04A2B3C4\r\n`)).toEqual([
      { kind: 'discarded', reason, bytes: line.length },
      { kind: 'uid', uid: '04a2b3c4' },
    ])
  })

  it('does not finish after a replug what was begun before', () => {
    const decoder = new UidLinesDecoder()
    decoder.push(Buffer.from('04A2'))
    expect(decoder.reset()).toEqual([{ kind: 'discarded', reason: 'cut short', bytes: 4 }])
    expect(decoder.push(Buffer.from('B3C4\n'))).toMatchObject([{ kind: 'discarded' }])
  })
})
