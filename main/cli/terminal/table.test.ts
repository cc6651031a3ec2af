// Tables fit a terminal, stay whole in a pipe, and are not broken by what users write.
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import type { Output } from './command-context'
import { table } from './table'

const terminal = (columns: number): Output => Object.assign(new PassThrough(), { isTTY: true, columns })
const columns = [{ title: 'preset' }, { title: 'test accuracy', align: 'right' }, { title: 'description' }, { title: 'speed', canBeSpared: true }] as const
const rows = [['alexnet-book', '88.2 %', 'Learning rate 0.01, batch size 128, 10 epochs', '4,136']]
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

it('is whole where it is piped or fits', () => {
  const whole = table(columns, rows)
  expect(whole.split('\n')).toHaveLength(3)
  expect(table(columns, rows, { output: Object.assign(new PassThrough(), { columns: 20 }) })).toBe(whole)
  expect(table(columns, rows, { output: terminal(200) })).toBe(whole)
})

it.each([80, 60, 52])('fits %d columns by wrapping its texts, and loses none', (width) => {
  const text = table(columns, rows, { output: terminal(width) })
  expect(widest(text)).toBeLessThanOrEqual(width)
  for (const word of 'alexnet-book 88.2 Learning rate 0.01, batch size 128, 10 epochs 4,136'.split(' ')) expect(text).toContain(word)
})

it('leaves out what can be spared where wrapping is not enough', () => {
  const text = table(columns, rows, { output: terminal(36) })
  expect(widest(text)).toBeLessThanOrEqual(36)
  expect(text).not.toContain('4,136')
  expect(text).toContain('88.2 %')
})

it('leaves out what can be spared before texts stand in lines of one word', () => {
  const text = table(columns, rows, { output: terminal(50) })
  expect(text).not.toContain('4,136')
  expect(text).toContain('Learning rate 0.01,')
})

it('has a row for each run, whatever its title holds', () => {
  expect(table([{ title: 'run' }, { title: 'title' }], [['lenet-1', 'two\nlines\r\u001b[31m'], ['lenet-2', 'plain']]).split('\n')).toHaveLength(4)
})

it('counts a Chinese letter as two columns, and breaks texts between letters but no short title', () => {
  const text = table([{ title: '名称' }, { title: '测试精度', align: 'right' }, { title: '说明' }], [['一个网络', '88.2 %', '用 ReLU 和最大汇聚代替 sigmoid 和平均汇聚的 LeNet-5。']], { output: terminal(40) })
  const lines = text.split('\n')
  expect(lines[0]).toBe('名称      测试精度  说明')
  expect(lines[1]).toBe('-'.repeat(40))
  expect(lines[2]).toBe('一个网络    88.2 %  用 ReLU 和最大汇聚代')
  expect(Math.max(...lines.map((line) => line.length + (line.match(/\p{Script=Han}|。/gu)?.length ?? 0)))).toBeLessThanOrEqual(40)
})
