// The program of a network in the page: asked for by its choices, the latest answer shown, copied and saved as asked.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import type { CodeOptions } from '@contract/api/models-api'
import type { Framework } from '@contract/models/frameworks'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { typingPause } from '../../../frame/after-pause'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useProgramCode } from './program-code'
import ProgramCode from './ProgramCode.vue'

// The library's components need its build plugin; plain elements stand in for them.
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { props: { label: String }, render: (own: { label: string }) => h('button', own.label) } }))
vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: { render: () => h('i') } }))
vi.mock('@nuxt/ui/components/Switch.vue', () => ({
  default: {
    props: { modelValue: Boolean },
    emits: ['update:modelValue'],
    render: (own: { modelValue: boolean; $emit: (event: string, value: boolean) => void }) =>
      h('button', { role: 'switch', onClick: () => { own.$emit('update:modelValue', !own.modelValue) } }),
  },
}))

/** Texts that were copied, as the browser's own copying gets them: the simulated page has none. */
const copied: string[] = []
function copy(): boolean {
  const event = Object.assign(new Event('copy', { cancelable: true }), { clipboardData: { setData: (_: string, text: string) => copied.push(text) } })
  document.dispatchEvent(event)
  return true
}
beforeEach(() => {
  copied.length = 0
  Object.assign(document, { execCommand: copy })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const textOf = (spec: RunSpec, { framework, wholeRun, run }: CodeOptions): string => [spec.network.kind === 'zoo' ? spec.network.model : '', framework, wholeRun ? 'whole' : 'network', run ?? 'no run'].join(' ')

/** The part with its choices, for a spec that can be exchanged. */
function open(code: (spec: RunSpec, options: CodeOptions) => string | Promise<string> = textOf) {
  const spec = shallowRef<RunSpec | null>(defaultSpec('lenet'))
  const lab = installLab({ code, saveProgram: () => '/lenet.py' })
  const host = defineComponent({
    setup() {
      const { framework, wholeRun, text, problem, save } = useProgramCode({ spec: () => spec.value, run: () => 'lenet-3' })
      return () =>
        h(ProgramCode, {
          text: text.value,
          problem: problem.value,
          framework: framework.value,
          'onUpdate:framework': (value: Framework) => {
            framework.value = value
          },
          wholeRun: wholeRun.value,
          'onUpdate:wholeRun': (value: boolean) => {
            wholeRun.value = value
          },
          onSave: () => void save(),
        })
    },
  })
  const part = mount(host)
  const button = (label: string) => part.findAll('button').find((candidate) => candidate.text().includes(label))
  return { lab, part, spec, button }
}

it('shows the program that the choices ask for', async () => {
  const { part, spec } = open()
  await flushPromises()
  expect(part.get('pre').text()).toBe('lenet pytorch network lenet-3')
  await part.get('input[value="keras"]').setValue()
  await part.get('button[role="switch"]').trigger('click')
  await flushPromises()
  expect(part.get('pre').text()).toBe('lenet keras whole lenet-3')
  spec.value = defaultSpec('alexnet')
  await flushPromises()
  vi.advanceTimersByTime(typingPause)
  await flushPromises()
  expect(part.get('pre').text()).toBe('alexnet keras whole lenet-3')
})

it('shows no answer that is no longer wanted', async () => {
  const answers: ((text: string) => void)[] = []
  const { part, spec } = open(() => new Promise<string>((resolve) => answers.push(resolve)))
  await flushPromises()
  spec.value = defaultSpec('alexnet')
  await flushPromises()
  vi.advanceTimersByTime(typingPause)
  await flushPromises()
  answers[1]?.('the later one')
  await flushPromises()
  answers[0]?.('the earlier one')
  await flushPromises()
  expect(part.get('pre').text()).toBe('the later one')
})

it('copies the text and lets it be saved', async () => {
  const { lab, part, button } = open()
  await flushPromises()
  await button('Copy')?.trigger('click')
  expect(copied).toEqual(['lenet pytorch network lenet-3'])
  expect(button('Copied')).toBeDefined()
  await button('Save')?.trigger('click')
  expect(lab.asked).toHaveBeenLastCalledWith('saveProgram', defaultSpec('lenet'), { framework: 'pytorch', wholeRun: false, run: 'lenet-3' })
  part.unmount()
})

it('says why there is no program', async () => {
  const { part, button } = open(() => {
    throw new Refusal({ code: 'code/no-layers', message: 'It is an ONNX file.', remedy: 'Write its layers.' })
  })
  await flushPromises()
  expect(part.get('[role="alert"]').text()).toContain('It is an ONNX file.')
  expect(part.find('pre').exists()).toBe(false)
  expect(button('Copy')?.attributes('disabled')).toBeDefined()
})
