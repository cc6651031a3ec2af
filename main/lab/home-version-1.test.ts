// A home that version 1 of the spec wrote: its runs are listed, shown and gone on with, to the bytes that version 1 would have ended with where images are not augmented.
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { computedBy } from '../cli/testing/engine-terminal'
import { answerOf } from '../cli/testing/terminal'
import { specVersion } from '@contract/training/run-spec'
import { readSafetensors } from '../networks/export/safetensors'
import { temporaryFolder } from './testing/samples'

/** Written by commit fb91699: `lenet-relu-1` and `file-3` are stopped, with checkpoints; `lenet-2` and `lenet-4` are complete. */
const writtenHome = fileURLToPath(new URL('testing/home-version-1', import.meta.url))
/** What that commit ended `lenet-relu-1` and `file-3` with, on a processor of AMD with AVX-512. */
const writtenEnd = fileURLToPath(new URL('testing/home-version-1-end', import.meta.url))

/** Whether this processor is of the kind that wrote the end, where every byte is the same; others add in another order. */
const roundsAlike = existsSync('/proc/cpuinfo') && /AuthenticAMD[^]*avx512f/.test(readFileSync('/proc/cpuinfo', 'utf8'))

const runs = ['lenet-4', 'file-3', 'lenet-2', 'lenet-relu-1']

/** The home, to be changed. */
function openedHome(): string {
  const home = temporaryFolder()
  cpSync(writtenHome, home, { recursive: true })
  return home
}

it('is listed and shown in the present version', async () => {
  const home = openedHome()
  const listed = await answerOf(home, 'runs')
  expect(listed.map(({ id }) => id)).toEqual(runs)
  for (const { spec } of listed) expect(spec).toMatchObject({ version: specVersion })
  const [shown] = await answerOf(home, 'show', 'lenet-2')
  expect(shown).toMatchObject({ status: 'completed', spec: { network: { kind: 'zoo', model: 'lenet' }, dataset: { id: 'fashion-mnist' } } })
})

it('has runs whose checkpoints are evaluated now, to the accuracy that version 1 reported', { timeout: 180_000 }, async () => {
  const home = openedHome()
  for (const run of ['lenet-2', 'lenet-4']) {
    const [shown] = await answerOf(home, 'show', run)
    const [evaluated] = await computedBy(home, 'evaluate', run)
    expect(evaluated).toMatchObject({ runId: run, accuracy: { value: shown?.testAccuracy }, corrections: 0 })
    expect(evaluated?.loss).toBeCloseTo(Number(shown?.testLoss), 4)
  }
})

it.each(['lenet-relu-1', 'file-3'])('%s goes on from its checkpoint to the end that version 1 would have reached, or near it by other chances of augmentation', async (run) => {
  const home = openedHome()
  const record = (await computedBy(home, 'resume', run)).at(-1) as { readonly checkpoint: { readonly folder: string }; readonly notice: string | null }
  // Augmentation is drawn by epoch since version 3, so that only the network without it ends with the same bytes.
  const isAugmented = run === 'lenet-relu-1'
  if (isAugmented) expect(record.notice).toMatch(/other chances/)
  else expect(record.notice).toBeNull()
  const ended = await readSafetensors(join(home, 'runs', run, record.checkpoint.folder, 'parameters.safetensors'))
  const expected = await readSafetensors(join(writtenEnd, run, 'parameters.safetensors'))
  expect(ended.map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
  for (const [index, { name, data }] of expected.entries()) {
    const now = ended[index]?.data ?? new Float32Array()
    if (roundsAlike && !isAugmented) expect(now, name).toEqual(data)
    else expect(Math.max(...now.map((value, place) => Math.abs(value - (data[place] ?? NaN)))), name).toBeLessThan(isAugmented ? 0.1 : 0.02)
  }
})
