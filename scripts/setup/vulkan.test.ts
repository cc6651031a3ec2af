// Where Vulkan's loader is looked for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { holdsVulkan, vulkanFolders } from './vulkan.mjs'

it("is looked for where the system's loader looks, named folders first", () => {
  expect(vulkanFolders({ LD_LIBRARY_PATH: '/opt/a::/opt/b' }).slice(0, 3)).toEqual(['/opt/a', '/opt/b', '/usr/lib/x86_64-linux-gnu'])
  expect(vulkanFolders({})).toContain('/usr/lib64')
})

it('is found by its file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-vulkan-'))
  expect(holdsVulkan(folder)).toBe(false)
  writeFileSync(join(folder, 'libvulkan.so.1'), '')
  expect(holdsVulkan(folder)).toBe(true)
  rmSync(folder, { recursive: true })
})
