// Adapters in the logs of probes, as Vulkan's loader and ONNX Runtime print them.
import { describe, expect, it } from 'vitest'
import { direct3dAdapter, vulkanAdapter, vulkanDevices } from './adapter'

describe('Vulkan', () => {
  const seen = (name: string) => ['INFO | DRIVER:    linux_read_sorted_physical_devices:', 'INFO | DRIVER:         Original order:', `INFO | DRIVER:               [0] ${name}`, 'INFO | DRIVER:         Sorted order:', `INFO | DRIVER:               [0] ${name}  `]
  const using = (name: string, path: string) => `DRIVER | LAYER:           Using "${name}" with driver: "${path}"`

  it('tells the adapter that was opened', () => {
    const name = 'AMD Radeon RX 6700 XT (RADV NAVI22)'
    const log = [...seen(name), using(name, '/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so')].join('\n')
    expect(vulkanAdapter(log)).toEqual({ name, driver: 'libvulkan_radeon.so', memoryBytes: null, isSoftware: false })
  })

  it.each(['SwiftShader Device (Subzero)', 'llvmpipe (LLVM 15.0.6, 256 bits)'])('%s is software', (name) => {
    expect(vulkanAdapter(`DRIVER:                  Using "${name}" with driver: "/usr/lib/./driver.so"`)).toMatchObject({ name, isSoftware: true })
  })

  it('tells devices that were found and not opened', () => {
    const log = seen('llvmpipe (LLVM 15.0.6, 256 bits)').join('\n')
    expect(vulkanAdapter(log)).toBeNull()
    expect(vulkanDevices(log)).toEqual(['llvmpipe (LLVM 15.0.6, 256 bits)'])
    expect(vulkanDevices('Warning: vkCreateInstance: Found no drivers!')).toEqual([])
  })
})

describe('Direct3D 12', () => {
  const line = (type: number, metadata: string) =>
    `2026-11-23 02:00:50.27 [I:onnxruntime:onnxruntime-node, device_discovery_common.cc:34 operator()] Discovered OrtHardwareDevice {vendor_id:0x10de, device_id:0x2504, vendor:NVIDIA, type:${type}, metadata: [${metadata}]}`

  it('takes the adapter that is best for performance', () => {
    const log = [
      line(0, 'Description=12th Gen Intel(R) Core(TM) i7-12700H, '),
      line(1, 'Description=Intel(R) Iris(R) Xe Graphics, DxgiAdapterNumber=0, DxgiHighPerformanceIndex=1, DxgiVideoMemory=128 MB, '),
      line(1, 'Description=NVIDIA GeForce RTX 3060 Laptop GPU, DxgiAdapterNumber=1, DxgiHighPerformanceIndex=0, DxgiVideoMemory=6001 MB, Discrete=1, '),
    ].join('\n')
    expect(direct3dAdapter(log)).toEqual({ name: 'NVIDIA GeForce RTX 3060 Laptop GPU', driver: '', memoryBytes: 6001 * 2 ** 20, isSoftware: false })
  })

  it('a program that ran where no adapter is listed ran in software', () => {
    expect(direct3dAdapter(line(0, ''))).toMatchObject({ name: 'Microsoft Basic Render Driver', isSoftware: true })
  })
})
