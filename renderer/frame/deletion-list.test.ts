// Deletions come back one by one, the newest first; one that could not is kept; final ones never do.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { deletionList } from './deletion-list'

beforeEach(() => {
  setActivePinia(createPinia())
})

const deletion = (name: string, putBack: () => Promise<unknown>) => ({ words: `${name} deleted.`, undone: `${name} put back.`, bytes: 5, putBack })

it('takes back the newest, and keeps one that cannot be put back', async () => {
  const list = deletionList(() => Promise.resolve())
  const back = vi.fn<() => Promise<unknown>>().mockRejectedValueOnce(new Error('full')).mockResolvedValue(null)
  const [older, newer] = [deletion('older', back), deletion('newer', back)]
  list.remember(older)
  list.remember(newer)
  expect([list.last.value, list.bytes.value]).toEqual([newer, 10])
  await expect(list.undo()).rejects.toThrow('full')
  expect(list.deletions.value).toEqual([older, newer])
  expect(await list.undo()).toBe(newer)
  expect(await list.undo()).toBe(older)
  expect([await list.undo(), list.bytes.value, back.mock.calls.length]).toEqual([null, 0, 3])
})

it('is empty when all is deleted for good, and as before where that failed', async () => {
  const deleteForGood = vi.fn<() => Promise<unknown>>().mockRejectedValueOnce(new Error('read-only')).mockResolvedValue(null)
  const list = deletionList(deleteForGood)
  const back = vi.fn(() => Promise.resolve())
  list.remember(deletion('run', back))
  await expect(list.makeFinal()).rejects.toThrow('read-only')
  expect(list.deletions.value).toHaveLength(1)
  await list.makeFinal()
  expect([await list.undo(), back.mock.calls.length]).toEqual([null, 0])
})
