// The question before a sweep or a record is deleted: whether its runs go too is asked where it has some, and not kept for the next one.
import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import RemoveWithRunsDialog from './RemoveWithRunsDialog.vue'

vi.mock('@nuxt/ui/components/Modal.vue', () => ({ default: { props: ['title', 'description'], template: '<section><slot name="body" /><slot name="footer" /></section>' } }))
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { props: ['label'], template: '<button>{{ label }}</button>' } }))
vi.mock('@nuxt/ui/components/Checkbox.vue', () => ({
  default: { props: ['modelValue', 'label'], emits: ['update:modelValue'], template: '<label>{{ label }}<input type="checkbox" :checked="modelValue" @change="$emit(\'update:modelValue\', $event.target.checked)" /></label>' },
}))

const dialogOf = (choice: string | null) => mount(RemoveWithRunsDialog, { props: { open: true, question: 'Delete the sweep “Rates”?', description: 'It can be put back.', choice } })

it('has no box where there are no runs, and deletes without them', async () => {
  const dialog = dialogOf(null)
  expect(dialog.find('input').exists()).toBe(false)
  await dialog.findAll('button')[1]?.trigger('click')
  expect(dialog.emitted('remove')).toEqual([[false]])
})

it('asks whether the runs go too, anew at each question', async () => {
  const dialog = dialogOf('Delete its 2 runs too')
  expect(dialog.text()).toContain('Delete its 2 runs too')
  await dialog.get('input').setValue(true)
  await dialog.findAll('button')[1]?.trigger('click')
  await dialog.setProps({ open: false })
  await dialog.setProps({ open: true })
  await dialog.findAll('button')[1]?.trigger('click')
  expect(dialog.emitted('remove')).toEqual([[true], [false]])
})
