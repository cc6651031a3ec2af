// Images that are too small are reported with their size and its flag; other errors stay unchanged.
import { defaultNetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import { expect, it } from 'vitest'
import { sized } from './image-size'

const asked = { network: defaultNetworkSettings('alexnet'), height: 4, width: 4, flag: '--size' } as const

it('says which size is too small, and what to do', async () => {
  const refused = sized(asked, () => Promise.reject(new LabError('network/input-too-small', 'conv1: a window of 11', 'x')))
  await expect(refused).rejects.toMatchObject({
    code: 'network/input-too-small',
    message: 'AlexNet needs larger images than 4×4; it is made for 224×224.',
    remedy: 'Give a larger --size, or leave it out.',
  })
})

it('leaves other failures and results alone', async () => {
  const full = new LabError('store/unwritable', 'The disk is full.', '')
  await expect(sized(asked, () => Promise.reject(full))).rejects.toBe(full)
  expect(await sized(asked, () => Promise.resolve(7))).toBe(7)
})
