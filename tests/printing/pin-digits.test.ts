import { expect, it } from 'vitest'
import type { Pin } from '../../electron/domain/pin.ts'
import { pinGroups } from '../../electron/services/printing/pin-digits.ts'

it.each([
  ['5072', ['5072']],
  ['50728', ['507', '28']],
  ['507284', ['507', '284']],
  ['5072849', ['507', '2849']],
  ['50728491', ['507', '284', '91']],
  ['000111', ['000', '111']],
])('groups %s by three and leaves no digit alone', (pin, groups) => {
  expect(pinGroups(pin as Pin)).toEqual(groups)
})
