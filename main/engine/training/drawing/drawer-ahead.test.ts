// Drawing ahead in the built thread: the draws are the same as without the thread, whether its answers come early, late or never.
import { noAugmentation } from '@contract/data/augmentation'
import { LabError } from '@contract/problem'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { inSharedMemory } from '../../../data/image-reader'
import { closeLog, openLog } from '../../../log/log'
import { DrawerAhead } from './drawer-ahead'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { openDrawer } from './open-drawer'
import { useThreads } from '../../runtime/session'
import { planOf, StepDrawer, type StepToDraw } from './step-draws'

const thread = fileURLToPath(new URL('../../../../out/main/draw-thread.js', import.meta.url))

const data = { channels: 1, height: 28, width: 28, count: 100, images: inSharedMemory(Uint8Array.from({ length: 78_400 }, (_, i) => i % 251)), labels: new Uint8Array(100) }
const plan = planOf(3, [{ input: 'mask', shape: [8, 16], rate: 0.3 }], { ...noAugmentation, flip: 0.5, cropPadding: 2, rotation: 10, cutout: 4, mixup: 1 }, data, true)

const steps = (first: number, count: number): StepToDraw[] =>
  Array.from({ length: count }, (_, index) => ({ number: first + index, epoch: 0, images: Uint32Array.from({ length: 8 }, (__, place) => (first + index + 7 * place) % 100) }))
const draws = (list: readonly StepToDraw[], of = plan) => list.map((step) => new StepDrawer(of).draw(step))

function drawerAhead(program = thread, of = plan): DrawerAhead {
  const drawer = new DrawerAhead(of, program)
  onTestFinished(() => drawer.close())
  return drawer
}

beforeAll(() => {
  if (!existsSync(thread)) throw new Error(`${thread} is missing: run \`npm run build\` first (\`npm test\` does)`)
})

describe('drawing ahead', () => {
  it('gives what was told and drawn in time', async () => {
    const drawer = drawerAhead()
    drawer.expect(steps(0, 6))
    await vi.waitFor(() => {
      expect(drawer.waiting).toBe(6)
    }, 20_000)
    expect(drawer.draw(steps(0, 4))).toEqual(draws(steps(0, 4)))
    expect(drawer.waiting).toBe(2)
    expect(drawer.draw(steps(4, 2))).toEqual(draws(steps(4, 2)))
  })

  it('gives the same where chunks come before their draws, jump back or were never told', () => {
    const drawer = drawerAhead()
    for (const [first, count, told] of [[0, 1, 2], [1, 5, 20], [6, 30, 60], [2, 3, 0], [36, 200, 100], [1000, 2, 4]] as const) {
      expect(drawer.draw(steps(first, count))).toEqual(draws(steps(first, count)))
      drawer.expect(steps(first + count, told))
    }
  })

  it('reads images in memory where they lie: the thread has no copy of them', async () => {
    const images = inSharedMemory(new Uint8Array(78_400)) as Uint8Array
    const own = planOf(3, [], noAugmentation, { ...data, images }, true)
    const drawer = drawerAhead(thread, own)
    drawer.expect(steps(0, 1))
    await vi.waitFor(() => {
      expect(drawer.waiting).toBe(1) // the thread has started and has what it was given
    }, 20_000)
    images.fill(7)
    drawer.expect(steps(1, 1))
    await vi.waitFor(() => {
      expect(drawer.waiting).toBe(2)
    }, 20_000)
    const drawn = drawer.draw(steps(0, 2)).map((step) => new Set(step.images))
    expect(drawn).toEqual([new Set([0]), new Set([7])])
  })

  it('reads images in a file by itself', async () => {
    const path = join(temporaryFolder(), 'images')
    writeFileSync(path, data.images as Uint8Array)
    const own = planOf(3, [], noAugmentation, { ...data, images: { path, offset: 0 } }, true)
    const drawer = drawerAhead(thread, own)
    drawer.expect(steps(0, 2))
    await vi.waitFor(() => {
      expect(drawer.waiting).toBe(2)
    }, 20_000)
    expect(drawer.draw(steps(0, 2))).toEqual(draws(steps(0, 2), planOf(3, [], noAugmentation, data, true)))
  })

  it.each([
    ['is missing', '/no/such/thread.js', 'Cannot find module'],
    ['breaks', 'broken', 'the images are gone'],
  ])('fails where the thread %s, and says why', async (_, program, why) => {
    const broken = join(temporaryFolder(), 'thread.mjs')
    writeFileSync(broken, "throw new Error('the images are gone')")
    const folder = temporaryFolder()
    openLog({ folder, process: 'engine' })
    onTestFinished(closeLog)
    const drawer = drawerAhead(program === 'broken' ? broken : program)
    drawer.expect(steps(0, 2))
    await vi.waitFor(() => {
      expect(() => drawer.draw(steps(0, 2))).toThrow(LabError)
    }, 20_000)
    expect(() => drawer.draw(steps(0, 2))).toThrow(why)
    expect(readFileSync(join(folder, 'engine.log'), 'utf8')).toMatch(new RegExp(`thread that draws ahead failed.*${why}`))
  })

  it('is for devices that leave the processors idle and for augmented images, and where there is something to draw', async () => {
    useThreads(2)
    onTestFinished(() => {
      useThreads(null)
    })
    const masksOnly = { ...plan, images: null }
    const opened = [
      ...[openDrawer(masksOnly, 'cuda', thread), openDrawer(masksOnly, 'cpu', thread), openDrawer(plan, 'cpu', thread), openDrawer(plan, 'cuda', undefined)],
      openDrawer({ ...masksOnly, masks: [] }, 'webgpu', thread),
    ]
    for (const drawer of opened) await drawer.close()
    expect(opened.map((drawer) => drawer instanceof DrawerAhead)).toEqual([true, false, true, false, false])
  })
})
