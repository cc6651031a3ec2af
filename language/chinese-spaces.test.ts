import { describe, expect, it } from 'vitest'
import { joinedInChinese } from './chinese-spaces'

const joined = (...parts: readonly string[]): string => parts.reduce(joinedInChinese)

describe('values in sentences in Chinese', () => {
  it('stand apart from Chinese characters where they are Latin', () => {
    expect(joined('', 'LeNet', '的测试精度为', '88.1 %', '。')).toBe('LeNet 的测试精度为 88.1 %。')
    expect(joined('在 ', '60,000', ' 张图像上')).toBe('在 60,000 张图像上')
  })

  it('join Chinese characters and punctuation where they are Chinese', () => {
    expect(joined('', '带动量的随机梯度下降', ' 的损失')).toBe('带动量的随机梯度下降的损失')
    expect(joined('打开 ', '“实验”', '')).toBe('打开“实验”')
    expect(joined('用 ', 'ONNX', '', '，批量大小 ', '128')).toBe('用 ONNX，批量大小 128')
  })

  it('keep their spaces beside Latin words', () => {
    expect(joined('', 'AlexNet', ' ', '2012')).toBe('AlexNet 2012')
    expect(joined('', '12', '', 'ms')).toBe('12ms')
  })
})
