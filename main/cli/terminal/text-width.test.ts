import { expect, test } from 'vitest'
import { displayWidth } from '@common/words/wide-letters'
import { padded, shortened, widestPiece, wrappedText } from './text-width'

test('a Chinese letter takes two columns', () => {
  expect(displayWidth('lenet 的测试精度')).toBe(16)
  expect(padded('类别', 6)).toBe('类别  ')
  expect(padded('class', 3)).toBe('class')
})

test('a text that is cut ends in an ellipsis within its room', () => {
  expect(shortened('一双短靴', 6)).toBe('一双…')
  expect(shortened('Ankle boot', 10)).toBe('Ankle boot')
})

test('lines break between words, and between Chinese letters, but not before a full stop', () => {
  expect(wrappedText('the run was stopped', 9)).toBe('the run\nwas\nstopped')
  expect(wrappedText('运行已停止。', 10)).toBe('运行已停\n止。')
  expect(wrappedText('使用 --epochs 继续（10 轮）', 13)).toBe('使用 --epochs\n继续（10 轮）')
  expect(widestPiece('用 alexnet 训练。')).toBe(7)
})

test('no letter is lost', () => {
  const text = 'a “quoted” word，（又一个“词”）'
  expect(wrappedText(text, 1).replaceAll(/\s/g, '')).toBe(text.replaceAll(' ', ''))
})
