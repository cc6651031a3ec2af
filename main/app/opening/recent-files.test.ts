// Recent files: the newest first, each once, kept over a restart; a damaged list is an empty one.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { mostRecent, RecentFiles } from './recent-files'

it('remembers the newest, each once, until they are cleared', async () => {
  const file = join(temporaryFolder(), 'recent.json')
  const onChange = vi.fn()
  const recent = new RecentFiles({ file, onChange })
  for (let index = 0; index < mostRecent + 2; index++) recent.add(`/${index}`)
  recent.add('/5')
  recent.remove('/7')
  recent.remove('/nobody')
  expect(onChange).toHaveBeenCalledTimes(mostRecent + 4)
  await recent.written()
  const again = new RecentFiles({ file, onChange })
  expect(again.paths).toEqual(['/5', '/11', '/10', '/9', '/8', '/6', '/4', '/3', '/2'])
  again.clear()
  await again.written()
  expect(new RecentFiles({ file, onChange }).paths).toEqual([])
  for (const damaged of ['', '{}', '{"version":1,"paths":[7]}']) {
    writeFileSync(file, damaged)
    expect(new RecentFiles({ file, onChange }).paths).toEqual([])
  }
})
