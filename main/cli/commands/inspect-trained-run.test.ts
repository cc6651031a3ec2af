// `cnn-lab predict` and `inspect` on a run that was really trained, each in a process of its own.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { encodePng } from '../../files/png'
import { homeForTraining } from '../../data/testing/home-for-training'
import { CnnLabProcess } from '../testing/cnn-lab-process'

let home: string
const ended = async (...args: readonly string[]) => {
  const process = new CnnLabProcess(home, ...args)
  return { exitCode: await process.exitCode, lines: process.lines, stderr: process.stderr }
}

it('answers image files, and explains an answer', async () => {
  home = homeForTraining()
  expect(await ended('train', '--preset', 'lenet-relu', '--device', 'cpu', '--limit-train', '256', '--limit-test', '64', '--epochs', '1', '--json')).toMatchObject({ exitCode: 0 })
  writeFileSync(join(home, 'shirt.png'), encodePng({ width: 90, height: 60, channels: 1, pixels: Uint8Array.from({ length: 5400 }, (_, place) => (place % 90 > 30 && place % 90 < 60 ? 40 : 250)) }))
  const predicted = await ended('predict', 'lenet-relu-1', join(home, 'shirt.png'), '--json')
  expect(predicted).toMatchObject({ exitCode: 0, lines: [{ file: join(home, 'shirt.png'), inverted: true }] })
  const probabilities = predicted.lines[0]?.probabilities as number[]
  expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5)
  const explained = await ended('inspect', 'lenet-relu-1', '--what', 'cam', '--image', join(home, 'shirt.png'), '--json')
  expect(explained).toMatchObject({ exitCode: 0, lines: [{ method: { method: 'grad-cam' }, class: probabilities.indexOf(Math.max(...probabilities)) }] })
})
