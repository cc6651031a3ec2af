// `cnn-lab predict` and `inspect` on a run that was really trained.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { encodePng } from '../../files/png'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { computedBy } from '../testing/engine-terminal'

it('answers image files, and explains an answer', async () => {
  const home = temporaryFolder()
  await computedBy(home, 'train', '--preset', 'lenet-relu', '--device', 'cpu', '--limit-train', '256', '--limit-test', '64', '--epochs', '1')
  writeFileSync(join(home, 'shirt.png'), encodePng({ width: 90, height: 60, channels: 1, pixels: Uint8Array.from({ length: 5400 }, (_, place) => (place % 90 > 30 && place % 90 < 60 ? 40 : 250)) }))
  const predicted = await computedBy(home, 'predict', 'lenet-relu-1', join(home, 'shirt.png'))
  expect(predicted).toMatchObject([{ file: join(home, 'shirt.png'), inverted: true }])
  const probabilities = predicted[0]?.probabilities as number[]
  expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5)
  const explained = await computedBy(home, 'inspect', 'lenet-relu-1', '--what', 'cam', '--image', join(home, 'shirt.png'))
  expect(explained).toMatchObject([{ method: { method: 'grad-cam' }, class: probabilities.indexOf(Math.max(...probabilities)) }])
})
