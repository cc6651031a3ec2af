// `cnn-lab predict` on files and folders: every image is answered in its place, what is no image or damaged is told, and nothing stops the rest; the network is a stand-in.
import { fashionMnist } from '../../data/fashion-mnist'
import { encodePng } from '../../files/png'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { sampleSpec } from '../../lab/testing/samples'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { jsonLines } from '../testing/terminal'
import { runWithLab, type Outcome } from '../testing/recorded-context'

const classes = fashionMnist.classes.length

/** Images that the stand-in was asked about, in the order of its questions. */
let asked: Uint8Array[][]
let networks: unknown[]

/** Answers 90 % for the class that the first pixel's brightness names. */
const lab = {
  runs: { record: (id: string) => Promise.resolve({ id, spec: sampleSpec() }) },
  data: { samples: () => Promise.resolve([{ channels: 1, height: 28, width: 28, label: 0, pixels: new Uint8Array(784).fill(9, 300, 400) }]) },
  inspection: {
    predictAll: (network: unknown, images: readonly Uint8Array[]) => {
      networks.push(network)
      asked.push([...images])
      const probabilities = Float32Array.from({ length: images.length * classes }, (_, place) => ((images[Math.floor(place / classes)]?.[0] ?? 0) % classes === place % classes ? 0.9 : 0.1 / (classes - 1)))
      return Promise.resolve({ probabilities, logits: probabilities })
    },
  },
}

const predict = (...args: readonly string[]): Promise<Outcome> => runWithLab(lab, ['predict', ...args])

/** An image of the data set's size whose first pixel says which class it is. */
const imageOf = (label: number): Buffer => encodePng({ width: 28, height: 28, channels: 1, pixels: new Uint8Array(784).fill(label, 0, 1) })

let folder: string
beforeEach(() => {
  [asked, networks] = [[], []]
  folder = temporaryFolder()
  mkdirSync(join(folder, 'more', 'within'), { recursive: true })
  writeFileSync(join(folder, 'b.png'), imageOf(2))
  writeFileSync(join(folder, 'a.png'), imageOf(9))
  writeFileSync(join(folder, 'more', 'within', 'c'), imageOf(5))
  writeFileSync(join(folder, 'notes.txt'), 'three shoes')
  writeFileSync(join(folder, '.hidden.png'), imageOf(1))
  symlinkSync(folder, join(folder, 'more', 'round'))
})

it('prints the three most probable classes of every image of a folder, and what it has left out', async () => {
  const { exitCode, stdout, stderr } = await predict('lenet-1', folder)
  expect(exitCode).toBe(0)
  const rows = stdout.trimEnd().split('\n')
  expect(rows[0]).toMatch(/^file +answer +second +third/)
  expect(rows.slice(2).map((row) => row.replaceAll(/ {2,}/g, ' | ').replace(`${folder}/`, ''))).toEqual([
    'a.png | Ankle boot | 90.0 % | T-shirt/top | 1.1 % | Trouser | 1.1 %',
    'b.png | Pullover | 90.0 % | T-shirt/top | 1.1 % | Trouser | 1.1 %',
    'more/within/c | Sandal | 90.0 % | T-shirt/top | 1.1 % | Trouser | 1.1 %',
  ])
  expect(stderr).toBe(`Left out, as no images that can be read: ${join(folder, 'notes.txt')}.\n3 images answered, 1 left out.\n`)
  expect(networks).toEqual([{ of: 'run', runId: 'lenet-1', checkpoint: 'last' }])
})

it('goes on after a file that cannot be read, and ends with 1', async () => {
  writeFileSync(join(folder, 'a0.png'), imageOf(3).subarray(0, 50))
  const { exitCode, stdout, stderr } = await predict('lenet-1', join(folder, 'none.png'), folder, '--json')
  expect(exitCode).toBe(1)
  expect(jsonLines(stdout)).toEqual([
    { file: join(folder, 'none.png'), problem: expect.objectContaining({ code: 'image/unreadable' }) as object },
    expect.objectContaining({ file: join(folder, 'a.png') }),
    { file: join(folder, 'a0.png'), problem: expect.objectContaining({ code: 'image/damaged' }) as object },
    { file: join(folder, 'b.png'), classes: expect.arrayContaining([{ class: 2, name: 'Pullover', probability: expect.closeTo(0.9, 5) as number }]) as object, probabilities: expect.any(Array) as object, inverted: false },
    expect.objectContaining({ file: join(folder, 'more', 'within', 'c') }),
    { file: join(folder, 'notes.txt'), leftOut: expect.stringContaining('no image') as string },
  ])
  expect(stderr).toContain('a0.png begins as PNG, but cannot be decoded.')
  expect(stderr).toContain('3 images answered, 2 not read, 1 left out.')
})

it('a named file that is no image is a failure', async () => {
  const { exitCode, stdout, stderr } = await predict('lenet-1', join(folder, 'notes.txt'))
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain('notes.txt is no image that can be read. Save it as PNG')
})

it('writes every probability as a spreadsheet, replaced only where told to', async () => {
  const csv = join(folder, 'answers.csv')
  expect(await predict('lenet-1', join(folder, 'a.png'), join(folder, 'gone.png'), '--csv', csv)).toMatchObject({ exitCode: 1, stdout: '' })
  const [head, first, second, end] = readFileSync(csv, 'utf8').split('\r\n')
  expect(head).toBe(`file,answer,answer probability,second,second probability,third,third probability,${fashionMnist.classes.join(',')},inverted,problem`)
  expect(first?.split(',')).toHaveLength(classes + 9)
  expect(first?.split(',').slice(1, 3)).toEqual(['Ankle boot', String(Math.fround(0.9))])
  expect(second).toMatch(/gone\.png,{18}.*gone\.png cannot be read: there is no such file/)
  expect(end).toBe('')
  expect(await predict('lenet-1', join(folder, 'b.png'), '--csv', csv)).toMatchObject({ exitCode: 1, stderr: `There is a file ${csv} already. Add --replace to replace it, or name another.\n` })
  expect(await predict('lenet-1', join(folder, 'b.png'), '--csv', csv, '--replace')).toMatchObject({ exitCode: 0 })
  expect(readFileSync(csv, 'utf8')).toContain('Pullover')
})

it('asks in batches, each image brought into the form of the data set', async () => {
  for (let place = 0; place < 70; place++) writeFileSync(join(folder, 'more', `x${String(place).padStart(2, '0')}.png`), imageOf(place))
  writeFileSync(join(folder, 'more', 'photo.png'), encodePng({ width: 60, height: 40, channels: 3, pixels: new Uint8Array(7200).fill(255) }))
  const { stdout } = await predict('lenet-1', join(folder, 'more'), '--json')
  expect(asked.map((images) => images.length)).toEqual([64, 8])
  expect(asked.flat().every(({ length }) => length === 784)).toBe(true)
  expect(jsonLines(stdout)[0]).toMatchObject({ file: join(folder, 'more', 'photo.png'), inverted: true })
  expect(jsonLines(stdout).at(-1)).toMatchObject({ classes: [{ class: 69 % classes }, {}, {}] })
})

it('says so where a folder has no images, or nothing', async () => {
  const empty = temporaryFolder()
  expect(await predict('lenet-1', empty)).toMatchObject({ exitCode: 1, stderr: `There are no files in ${empty}. Name files or folders with images.\n` })
  writeFileSync(join(empty, 'x.txt'), 'x')
  expect(await predict('lenet-1', empty)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('None of the files is an image') as string })
})

it('stops between batches', async () => {
  for (let place = 0; place < 70; place++) writeFileSync(join(folder, 'more', `x${place}.png`), imageOf(1))
  const outcome = await runWithLab(lab, ['predict', 'lenet-1', folder, '--json'], (interrupt) => { interrupt() })
  expect(outcome).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('Stopped after 0 of 74 files.') as string })
})

it.each([
  [['predict', 'lenet-1'], 'Name the images: files or folders.'],
  [['predict'], 'Name either a run or a network with --model.'],
  [['predict', 'lenet-1', 'x.png', '--fit', 'crops'], '--fit must be one of pad, crop, stretch. Did you mean crop?'],
  [['predict', 'lenet-1', 'x.png', '--epoch', 'first'], '--epoch takes a number, not "first".'],
])('%j is bad usage', async (args, message) => {
  expect(await runWithLab(lab, args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) as string })
})
