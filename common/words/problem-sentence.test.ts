// What is wrong and what to do, in a lab that speaks Chinese, of a run that was trained in either language.
import { afterAll, expect, it, vi } from 'vitest'

vi.stubEnv('CNN_LAB_LANGUAGE', 'zh-Hans')
vi.resetModules()
const { problemSentence } = await import('./problem-sentence')

afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it('sets a space between English sentences alone', () => {
  expect(problemSentence({ message: '训练发散了。', remedy: '请用更小的学习率。' })).toBe('训练发散了。请用更小的学习率。')
  expect(problemSentence({ message: 'Training diverged.', remedy: 'Use a smaller learning rate.' })).toBe('Training diverged. Use a smaller learning rate.')
  expect(problemSentence({ message: '训练发散了。', remedy: '' })).toBe('训练发散了。')
})
