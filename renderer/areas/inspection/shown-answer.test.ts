// A tab shows the last answer until the newest question is answered, and asks nothing while it is hidden.
import { LabError } from '@contract/problem'
import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent, h, KeepAlive, ref, shallowRef } from 'vue'
import { expect, it } from 'vitest'
import { useShownAnswer } from './shown-answer'

interface Question {
  readonly of: string
}

/** A tab that shows answers, whose answers the test gives. */
function openTab() {
  const question = shallowRef<Question | null>({ of: 'a' })
  const isTabShown = ref(true)
  const waiting: { readonly question: Question; readonly resolve: (answer: string) => void; readonly reject: (error: Error) => void }[] = []
  const answerOf = (of: Question): Promise<string> => new Promise((resolve, reject) => { waiting.push({ question: of, resolve, reject }) })
  const tab = defineComponent(() => {
    const { shown, problem, isWaiting, again } = useShownAnswer(() => question.value, answerOf)
    return () => h('button', { onClick: again }, `${shown.value?.answer ?? 'nothing'} to ${shown.value?.question.of ?? 'nothing'}; ${problem.value?.message ?? 'no problem'}; ${isWaiting.value ? 'waits' : 'is done'}`)
  })
  const view = mount(() => h(KeepAlive, null, { default: () => (isTabShown.value ? h(tab) : h('p', 'another tab')) }))
  const text = async (): Promise<string> => {
    await flushPromises()
    return view.text()
  }
  return { question, isTabShown, waiting, text, view }
}

it('the old answer stays until the new one is there, and only the newest question waits', async () => {
  const { question, waiting, text } = openTab()
  waiting[0]?.resolve('A')
  expect(await text()).toBe('A to a; no problem; is done')
  question.value = { of: 'b' }
  expect(await text()).toBe('A to a; no problem; waits')
  question.value = { of: 'c' }
  await flushPromises()
  question.value = { of: 'd' }
  await flushPromises()
  waiting[1]?.resolve('B')
  expect(await text()).toBe('B to b; no problem; waits')
  waiting[2]?.resolve('D')
  expect(await text()).toBe('D to d; no problem; is done')
  expect(waiting.map(({ question: { of } }) => of)).toEqual(['a', 'b', 'd'])
})

it('a failure is told, unless a newer question took its place; asking again can mend it', async () => {
  const { waiting, text, view } = openTab()
  waiting[0]?.reject(new Error('the checkpoint is gone'))
  expect(await text()).toBe('nothing to nothing; the checkpoint is gone; is done')
  await view.get('button').trigger('click')
  waiting[1]?.reject(new LabError('inspection/replaced', 'replaced'))
  expect(await text()).toBe('nothing to nothing; no problem; is done')
  await view.get('button').trigger('click')
  waiting[2]?.resolve('A')
  expect(await text()).toBe('A to a; no problem; is done')
})

it('an answer to an older question does not stay beside the failure of a newer one', async () => {
  const { question, waiting, text } = openTab()
  waiting[0]?.resolve('A')
  question.value = { of: 'b' }
  await flushPromises()
  waiting[1]?.reject(new Error('the checkpoint is gone'))
  expect(await text()).toBe('nothing to nothing; the checkpoint is gone; is done')
})

it('why an older question was not answered is not told of a newer one', async () => {
  const { question, waiting, text } = openTab()
  waiting[0]?.reject(new Error('the checkpoint is gone'))
  expect(await text()).toBe('nothing to nothing; the checkpoint is gone; is done')
  question.value = { of: 'b' }
  expect(await text()).toBe('nothing to nothing; no problem; waits')
})

it('a hidden tab asks nothing, and once for the newest question when it is shown again', async () => {
  const { question, isTabShown, waiting, text } = openTab()
  waiting[0]?.resolve('A')
  isTabShown.value = false
  await flushPromises()
  question.value = { of: 'b' }
  await flushPromises()
  question.value = { of: 'c' }
  await flushPromises()
  expect(waiting).toHaveLength(1)
  isTabShown.value = true
  await flushPromises()
  waiting[1]?.resolve('C')
  expect(await text()).toBe('C to c; no problem; is done')
  isTabShown.value = false
  await flushPromises()
  isTabShown.value = true
  await flushPromises()
  expect(waiting).toHaveLength(2)
})

it('where there is nothing to ask, nothing is shown, also by an answer on its way', async () => {
  const { question, waiting, text } = openTab()
  question.value = null
  await flushPromises()
  waiting[0]?.resolve('A')
  expect(await text()).toBe('nothing to nothing; no problem; is done')
})
