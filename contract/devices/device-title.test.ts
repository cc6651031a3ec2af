// Titles of devices as every language stores them, and the parts of those that earlier versions stored in the language of their time.
import { expect, it } from 'vitest'
import { asPlainTitle, partsOfTitle } from './device-title'

it.each([
  ['cpu', 'CPU, 2 threads', 2, 'CPU, 2 threads'],
  ['cpu', 'CPU，1 个线程', 1, 'CPU, 1 thread'],
  ['cpu', 'CPU，4 个线程', null, 'CPU, 4 threads'],
  ['cpu', 'CPU', null, 'CPU'],
  ['webgpu', 'AMD Radeon RX 6700 XT (RADV NAVI22) through WebGPU', 2, 'AMD Radeon RX 6700 XT (RADV NAVI22) through WebGPU'],
  ['webgpu', 'AMD Radeon RX 6700 XT (RADV NAVI22)（通过 WebGPU）', null, 'AMD Radeon RX 6700 XT (RADV NAVI22) through WebGPU'],
  ['webgpu', 'SwiftShader Device (Subzero)（软件模拟的 GPU）', null, 'SwiftShader Device (Subzero), a GPU in software'],
  ['webgpu', 'SwiftShader Device (Subzero), a GPU in software', null, 'SwiftShader Device (Subzero), a GPU in software'],
  ['cuda', 'NVIDIA GeForce RTX 3060 Ti（通过 CUDA）', null, 'NVIDIA GeForce RTX 3060 Ti through CUDA'],
] as const)('%s: %s', (device, title, threads, plain) => {
  expect(asPlainTitle(device, title, threads)).toBe(plain)
  expect(asPlainTitle(device, plain, threads)).toBe(plain)
})

it('a run that has not begun, or was found again without its device, has none', () => {
  expect([asPlainTitle(null, null, null), asPlainTitle('cpu', null, 2)]).toEqual([null, null])
})

it('tells a card from another one, whichever way it is reached', () => {
  expect(partsOfTitle('cuda', 'NVIDIA GeForce RTX 3060（通过 CUDA）', null).card).toBe(partsOfTitle('webgpu', 'NVIDIA GeForce RTX 3060 through WebGPU', null).card)
})
