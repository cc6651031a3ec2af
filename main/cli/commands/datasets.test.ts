// Data sets on the command line: imported, shown, trained on by title, removed; and nothing left of an import that was killed, interrupted, or had no room on the disk.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { idxBytes } from '../../data/sources/idx/testing/idx-bytes'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { Lab } from '../../lab/lab'
import { openDirectStore } from '../../lab/store/direct-store'
import { LauncherInProcess } from '../../lab/testing/launcher-in-process'
import { CnnLabProcess, kill } from '../testing/cnn-lab-process'
import { runWithLab } from '../testing/recorded-context'
import { jsonLines } from '../testing/terminal'

/** The four files of a set as MNIST comes, in three classes. */
function idxFolder(train: number, test: number, edge = 6): string {
  const folder = temporaryFolder()
  for (const [part, count] of [['train', train], ['t10k', test]] as const) {
    writeFileSync(join(folder, `${part}-images-idx3-ubyte`), idxBytes([count, edge, edge], Uint8Array.from({ length: edge * edge * count }, (_, place) => (7 * place + count) % 256)))
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), idxBytes([count], Uint8Array.from({ length: count }, (_, place) => place % 3)))
  }
  return folder
}

async function openLab() {
  const lab = await Lab.open({ openStore: openDirectStore, home: temporaryFolder(), launcher: new LauncherInProcess() })
  onTestFinished(() => lab.close())
  return { lab, run: (...args: readonly string[]) => runWithLab({ imports: lab.imports, models: lab.models }, args) }
}

describe('datasets', () => {
  it('are previewed, imported, listed, shown, named by title, removed', async () => {
    const { lab, run } = await openLab()
    const folder = idxFolder(30, 12)
    const preview = await run('datasets', 'import', folder, '--preview')
    expect(preview).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^images +1×6×6$/m) as string })
    expect(preview.stdout).toMatch(/^all +30 +12$/m)

    const imported = await run('datasets', 'import', folder, '--name', 'Small digits', '--json')
    const [last] = jsonLines(imported.stdout).slice(-1) as { id: string; isNew: boolean; dataset: { trainImages: number } }[]
    expect(last).toMatchObject({ isNew: true, images: 42, dataset: { title: 'Small digits', trainImages: 30, testImages: 12 } })
    expect(jsonLines(imported.stdout)[0]).toMatchObject({ type: 'import-progress', progress: { phase: 'opening' } })
    expect((await run('datasets', 'import', folder, '--name', 'Again')).stdout).toMatch(/^Small digits holds the same images, labels and classes already; nothing was added\.$/m)
    expect((await run('datasets')).stdout).toMatch(/^small-digits-[0-9a-f]{8} +Small digits +30 +12 +1×6×6 +3 /m)
    expect((await run('datasets', 'show', 'small digits')).stdout).toMatch(/^ +2 +2 +10 +4$/m)
    expect(jsonLines((await run('datasets', 'show', 'small', '--json')).stdout)[0]).toMatchObject({ info: { id: last?.id }, counts: { train: [10, 10, 10] }, uses: { runs: 0 } })
    const code = await run('code', '--model', 'lenet', '--framework', 'pytorch', '--dataset', 'none')
    expect(code).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--dataset none is that of no data set.') as string })

    expect(await run('datasets', 'remove', 'small')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(new RegExp(`^Removed: ${last?.id ?? ''} \\([\\d.]+ kB\\)\\.\n$`)) as string })
    expect(readdirSync(lab.folders.datasets)).toEqual([])
    expect((await run('datasets')).stdout).not.toContain('small-digits')
    expect(await run('datasets', 'remove', 'fashion-mnist')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ships with the lab') as string })
  })

  it.each([
    [['--size', '0'], '--size must be at least 1 pixel.'],
    [['--size', '600'], '--size must be at most 512 pixels.'],
    [['--size', '3x4x5'], '--size takes one number, or height and width'],
    [['--fit', 'squeeze'], '--fit must be one of crop, pad, stretch.'],
    [['--channels', '2'], '--channels must be one of 1, 3.'],
    [['--test-share', '1'], '--test-share must be less than 1.'],
    [['--train-images', 'a'], 'Give --train-images and --train-labels together'],
    [['--part-column', 'a'], 'Give --image-column and --label-column together.'],
    [['--name', ' '], '--name must not be empty.'],
  ])('%j is told to be wrong', async (flags, message) => {
    const { exitCode, stderr } = await runWithLab({}, ['datasets', 'import', 'somewhere', ...flags])
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(message) as string })
  })
})

/** Enlarged, so that they take some seconds to import. */
const slowly = ['--size', '64', '--channels', '3', '--json']
const slowFolder = (): string => idxFolder(20_000, 1000, 10)
const datasetsIn = (home: string): readonly string[] => (existsSync(join(home, 'datasets')) ? readdirSync(join(home, 'datasets')) : [])
const hasBegun = ({ type, progress }: Record<string, unknown>): boolean => type === 'import-progress' && (progress as { done: number }).done > 0

// Windows has no signal that kills a process at once.
describe.skipIf(process.platform === 'win32')('an import leaves nothing', () => {
  it('when it is killed with its lab, once the next one has begun', async () => {
    const home = temporaryFolder()
    const importing = new CnnLabProcess(home, 'datasets', 'import', slowFolder(), ...slowly)
    await importing.line(hasBegun)
    importing.kill()
    await importing.exitCode
    expect(datasetsIn(home)).toEqual(['.unfinished'])
    const next = new CnnLabProcess(home, 'datasets', '--json')
    expect(await next.exitCode, next.stderr).toBe(0)
    expect(next.lines.map(({ id }) => id)).toEqual(['fashion-mnist'])
    expect(datasetsIn(home)).toEqual([])
  })

  it.each([
    { how: 'when its engine is killed', end: (importing: CnnLabProcess) => { importing.engines().forEach(kill) }, words: 'was killed' },
    { how: 'when it is interrupted', end: (importing: CnnLabProcess) => { importing.signal('SIGINT') }, words: 'The import was cancelled; nothing of it was kept.' },
  ])('$how', async ({ end, words }) => {
    const home = temporaryFolder()
    const importing = new CnnLabProcess(home, 'datasets', 'import', slowFolder(), ...slowly)
    await importing.line(hasBegun)
    end(importing)
    expect(await importing.exitCode).toBe(1)
    expect(importing.stderr).toContain(words)
    expect(datasetsIn(home)).toEqual([])
  })
})

describe('an import on a small disk', () => {
  it('does not begin where there is too little room', async (context) => {
    const home = smallDisk(80)
    if (home === null) {
      context.skip('only root may mount a small disk')
      return
    }
    const importing = new CnnLabProcess(home, 'datasets', 'import', slowFolder(), ...slowly)
    expect(await importing.exitCode).toBe(1)
    expect(importing.stderr).toMatch(/^The data set takes 25\d MB, but the disk of the lab's files has [\d.]+ MB free/m)
    expect(datasetsIn(home)).toEqual([])
  })

  it('leaves nothing where the disk gets full', async (context) => {
    const home = smallDisk(400)
    if (home === null) {
      context.skip('only root may mount a small disk')
      return
    }
    const importing = new CnnLabProcess(home, 'datasets', 'import', slowFolder(), ...slowly)
    await importing.line(hasBegun)
    const filler = join(home, 'filler')
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M'])
    expect(await importing.exitCode).toBe(1)
    expect(importing.stderr).toContain('The data set cannot be written: the disk is full.')
    expect(datasetsIn(home)).toEqual([])
    rmSync(filler)
  })
})

/** A disk of so many MiB, until the test has ended; null where this user may not mount one. */
function smallDisk(mebibytes: number): string | null {
  const folder = temporaryFolder()
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]).status !== 0) return null
  onTestFinished(() => {
    spawnSync('umount', [folder])
  })
  return folder
}
