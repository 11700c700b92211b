/** The simulated parts against bytes from their makers' documents, so that they are not only right with our gateway. */
import { describe, expect, it } from 'vitest'
import { Lcus1 } from './lcus-1.ts'
import { crc16, ModbusBusSim } from './modbus-bus.ts'
import { Pzem004t } from './pzem-004t.ts'
import { rdm6300Frame } from './rdm6300.ts'
import { Sdm120 } from './sdm120.ts'
import { typedUid } from './uid-typer.ts'

const ask = (slave: Pzem004t | Sdm120, request_hex: string) => {
  const answers: string[] = []
  const bus = new ModbusBusSim(bytes => void answers.push(bytes.toString('hex')))
  bus.add(slave)
  bus.receive(Buffer.from(request_hex, 'hex'))
  return answers
}

describe('parts', () => {
  it('CRC-16/MODBUS: the check value of 123456789 is 4b37', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x4b37)
  })

  it('RDM6300: 01 ^ 00 ^ 63 ^ e9 ^ ae = 25', () => {
    expect(rdm6300Frame('010063e9ae').toString('latin1')).toBe('\x02010063E9AE25\x03')
  })

  it('types a UID after its make’s habit', () => {
    expect(typedUid('04a2b3c4', { separator: ':', line_end: '\r\n', upper: true }).toString()).toBe('04:A2:B3:C4\r\n')
  })

  it('LCUS-1 obeys its four bytes only', () => {
    const relay = new Lcus1()
    relay.receive(Buffer.from('ffa00101a2', 'hex'))
    expect(relay.closed).toBe(true)
    relay.receive(Buffer.from('a00100a2', 'hex'))
    expect(relay.closed).toBe(true)
    relay.receive(Buffer.from('a00100a1', 'hex'))
    expect(relay.commands).toEqual([true, false])
  })

  it('PZEM-004T: the answer of the manual’s example, 220.0 V aside', () => {
    const meter = new Pzem004t(1)
    meter.current_A = 1
    // 01 04 00 00 00 0a, CRC 70 0d; 230.0 V = 08fc, 1.000 A = 03e8, 230.0 W = 08fc, 50.0 Hz, 1.00
    const [answer] = ask(meter, '01040000000a700d')
    expect(answer?.slice(0, -4)).toBe(
      '010414' + '08fc' + '03e80000' + '08fc0000' + '00000000' + '01f4' + '0064' + '0000',
    )
  })

  it('PZEM-004T: its energy begins again behind 9999.99 kWh', () => {
    const meter = new Pzem004t(1)
    meter.energy_Wh = 9_999_999
    expect(meter.read('input', 5, 2)).toEqual([0x967f, 152])
    meter.energy_Wh = 10_000_001
    expect(meter.read('input', 5, 2)).toEqual([1, 0])
  })

  it('SDM120: the write of an address, refused until its button was held', () => {
    const meter = new Sdm120(1)
    const body = Buffer.from('01100014000204400000' + '00', 'hex')
    const crc = Buffer.alloc(2)
    crc.writeUInt16LE(crc16(body))
    const request = Buffer.concat([body, crc]).toString('hex')
    expect(ask(meter, request)[0]?.slice(0, 6)).toBe('019003')
    meter.set_mode = true
    expect(ask(meter, request)[0]?.slice(0, 12)).toBe('011000140002')
    expect(meter.address).toBe(2)
  })

  it('a slave ignores what is for others or damaged', () => {
    expect(ask(new Pzem004t(2), '01040000000a700d')).toEqual([])
    expect(ask(new Pzem004t(1), '01040000000a700e')).toEqual([])
  })
})
