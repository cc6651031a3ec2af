// AMD's GPUs by the files of the kernel's driver, in a folder that looks like the kernel's.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { AmdGpu } from './amd-gpu'

/** Makes a card with these files; a line's end stands behind each number, as the kernel writes it. */
function card(folder: string, name: string, files: Readonly<Record<string, number | string>>): void {
  mkdirSync(join(folder, name, 'device'), { recursive: true })
  for (const [file, value] of Object.entries(files)) writeFileSync(join(folder, name, 'device', file), `${value}\n`)
}

const rx = { mem_info_vram_total: 12_868_124_672, mem_info_vram_used: 700_000_000, gpu_busy_percent: 3 }

it('tells memory in all, what came into use, and how busy it is', async () => {
  const folder = temporaryFolder()
  card(folder, 'card0', {}) // another maker's
  card(folder, 'card1', rx)
  card(folder, 'card1-HDMI-A-1', rx)
  const gpu = await AmdGpu.find(folder)
  expect(gpu?.memoryBytes).toBe(12_868_124_672)
  const watch = await gpu?.watch()
  expect(watch?.latest).toEqual({ deviceBytes: 0, deviceUtilization: 0.03 })
  card(folder, 'card1', { mem_info_vram_used: 2_900_000_000, gpu_busy_percent: 98 })
  await vi.waitFor(() => {
    expect(watch?.latest).toEqual({ deviceBytes: 2_200_000_000, deviceUtilization: 0.98 })
  })
  card(folder, 'card1', { mem_info_vram_used: 'gone', gpu_busy_percent: '' })
  await vi.waitFor(() => {
    expect(watch?.latest).toEqual({ deviceBytes: null, deviceUtilization: null })
  })
})

it('is nothing where there is none, only one in a processor, or several', async () => {
  const folder = temporaryFolder()
  expect(await AmdGpu.find(join(folder, 'missing'))).toBeNull()
  card(folder, 'card0', { ...rx, mem_info_vram_total: 536_870_912 })
  expect(await AmdGpu.find(folder)).toBeNull()
  card(folder, 'card0', rx)
  card(folder, 'card1', rx)
  expect(await AmdGpu.find(folder)).toBeNull()
})
