// While an ONNX file is read: it is named after a moment, its reading can be cancelled, and a cancelled opening is no failure.
import { LabError } from '@contract/problem'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, it, onTestFinished, vi } from 'vitest'
import { installLab } from '../testing/lab-in-memory'
import { unlessCancelled } from './file-reading'
import FileReading from './FileReading.vue'

vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: { template: '<i />' } }))
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { props: ['label'], template: '<button>{{ label }}</button>' } }))

it('names a file that is not read within a moment, and cancels its reading', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => { vi.useRealTimers() })
  setActivePinia(createPinia())
  const lab = installLab({ cancelNetworkFile: () => true })
  const shown = mount(FileReading)
  onTestFinished(() => { shown.unmount() })
  const told = async (name: string | null, milliseconds: number): Promise<string> => {
    lab.tell({ type: 'network-file', name })
    await flushPromises()
    vi.advanceTimersByTime(milliseconds)
    await flushPromises()
    return shown.text()
  }
  expect(await told('small.onnx', 100)).toBe('')
  expect(await told(null, 1000)).toBe('')
  expect(await told('large.onnx', 1000)).toContain('large.onnx')
  await shown.get('button').trigger('click')
  expect(lab.asked).toHaveBeenLastCalledWith('cancelNetworkFile')
  expect(await told(null, 0)).toBe('')
})

it('a cancelled opening answers nothing; any other failure is one', async () => {
  expect(await unlessCancelled(Promise.resolve(1))).toBe(1)
  expect(await unlessCancelled(Promise.reject(new LabError('file/cancelled', 'Cancelled.')))).toBeNull()
  await expect(unlessCancelled(Promise.reject(new LabError('file/gone', 'Gone.')))).rejects.toMatchObject({ code: 'file/gone' })
})
