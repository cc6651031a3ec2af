// Files that are dropped: the inner area takes what it is for, and everything else falls to the one around it.
import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import FileDrop from './FileDrop.vue'

vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: { template: '<i />' } }))

function windowWith() {
  const taken: string[] = []
  const take = (by: string) => (_: File, files: readonly File[]) => taken.push(`${by}: ${files.map(({ name }) => name).join(', ')}`)
  const shown = mount(defineComponent(() => () => h(FileDrop, { hint: 'all', onDrop: take('outer') }, () => h(FileDrop, { hint: 'bundles', endings: ['.cnnlab'], onDrop: take('inner') }, () => h('p', 'x')))))
  const send = (type: string, names: readonly string[]): void => {
    const event = new Event(type, { bubbles: true, cancelable: true })
    // Vue's own time of the event, after that of every listener: files share a page, and its clock may have been set by another one.
    Object.assign(event, { _vts: Infinity, dataTransfer: { types: ['Files'], files: names.map((name) => new File([], name)) } })
    shown.get('p').element.dispatchEvent(event)
  }
  return { shown, taken, send }
}

it('gives files to the inner area by their ending, whole folders and others to the outer one', () => {
  const { shown, taken, send } = windowWith()
  send('drop', ['Mine.CNNLAB'])
  send('drop', ['flowers.zip'])
  send('drop', ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'])
  expect(taken).toEqual(['inner: Mine.CNNLAB', 'outer: flowers.zip', 'outer: train-images-idx3-ubyte, train-labels-idx1-ubyte'])
  shown.unmount()
})

it('one area says what may be dropped, and none does after the drop', async () => {
  const { shown, send } = windowWith()
  send('dragenter', [])
  await shown.vm.$nextTick()
  expect([shown.text().includes('bundles'), shown.text().includes('all')]).toEqual([true, false])
  send('drop', ['flowers.zip'])
  await shown.vm.$nextTick()
  expect(shown.text()).toBe('x')
  shown.unmount()
})
