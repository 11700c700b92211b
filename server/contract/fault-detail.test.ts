import { describe, expect, it } from 'vitest'
import { FAULT_DETAILS, readDetail, writeDetail } from './fault-detail.ts'

describe('the detail of a fault', () => {
  it.each(FAULT_DETAILS)('%s reads as it was written', code => {
    expect(readDetail(writeDetail(code))).toEqual({ code, params: {} })
    expect(readDetail(writeDetail(code, { address: 3, exception: 2 }))).toEqual({
      code,
      params: { address: '3', exception: '2' },
    })
  })

  it.each([
    '',
    'l’aiguille est cassée',
    'meter 3 does not answer',
    'of-tomorrow address=3',
    'meter-mute since yesterday',
  ])('"%s" is somebody’s own words', text => expect(readDetail(text)).toBeNull())
})
