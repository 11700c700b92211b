/**
 * LCUS-1 USB relay (LC Technology, "USB switch communication protocol", 9600 8N1): A0, channel, 01 on or 00 off, and the
 * sum of the three. It answers nothing: its state is what was last written, and open once it has lost its supply.
 */
export const LCUS_1_BAUD = 9_600

const START = 0xa0
const CHANNEL = 0x01

export function lcus1Command(on: boolean): Uint8Array {
  const operation = on ? 0x01 : 0x00
  return Uint8Array.of(START, CHANNEL, operation, (START + CHANNEL + operation) & 0xff)
}
