// The table of runs over SQL: words and conditions, order, groups, selections, what differs, and that it follows every change of a run.
import { newestFirstChoice, type RunChoice } from '@contract/runs/run-query'
import type { GroupRow, RunTablePage, TableRow } from '@contract/runs/run-row'
import type { RunSpec } from '@contract/training/run-spec'
import { listingSpec } from '@contract/training/run-spec'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { sampleListing } from '../testing/sample-listing'
import { sampleEpoch, sampleSpec, temporaryFolder } from '../testing/samples'
import { Store } from './store'

let store: Store

/** A run that has ended with a test accuracy after each epoch; ids are `lenet-relu-1`, `lenet-relu-2`, ... */
function ended(spec: Partial<RunSpec>, accuracies: readonly number[], title = ''): string {
  const run = store.runs.create(sampleSpec(spec), title, 'me')
  const epochs = accuracies.map((testAccuracy, index) => ({ ...sampleEpoch(index + 1), testAccuracy }))
  store.runs.save({ ...run, status: 'completed', endedAt: new Date().toISOString(), elapsedSeconds: 60 * epochs.length, peakRssBytes: 3e8 }, 'me', { epochs, points: [] })
  return run.id
}

function page(changes: Partial<RunChoice> = {}, offset = 0, limit = 100): RunTablePage {
  return store.runTable.page({ ...newestFirstChoice, ...changes }, { offset, limit })
}

const words = (rows: readonly TableRow[]): string[] => rows.map((row) => (row.kind === 'run' ? `${row.isMember ? '- ' : ''}${row.run.title}` : row.kind === 'group' ? `${row.title} (${row.runs})` : `damaged ${row.id}`))
const titles = (changes: Partial<RunChoice> = {}): string[] => words(page(changes).rows)
const groupsIn = ({ rows }: RunTablePage): GroupRow[] => rows.filter((row) => row.kind === 'group')

const sgd = sampleSpec().optimizer

beforeEach(() => {
  store = new Store(temporaryFolder())
  onTestFinished(() => { store.close() })
  store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
})

describe('words and conditions', () => {
  beforeEach(() => {
    ended({ seed: 1 }, [0.8, 0.9, 0.85], 'One')
    ended({ seed: 2, optimizer: { ...sgd, learningRate: 0.5 } }, [0.7], 'Two of Ümlaut')
    store.runs.create(sampleSpec({ seed: 3, augmentation: { ...sampleSpec().augmentation, flip: 0.5 }, dataset: { ...sampleSpec().dataset, limitTrain: 100 } }), 'Three', 'me')
    store.runMarks.tag(['lenet-relu-1'], ['Baseline'], [])
    store.runMarks.note('lenet-relu-2', 'looks odd')
  })

  it.each([
    ['', ['Three', 'Two of Ümlaut', 'One']],
    ['three', ['Three']],
    ['ÜMLAUT', ['Two of Ümlaut']],
    ['odd', ['Two of Ümlaut']],
    ['fashion baseline', ['One']],
    ['lenet-relu-2', ['Two of Ümlaut']],
    ['test accuracy > 0.84', ['One']],
    ['test accuracy = 85 %', ['One']],
    ['best test accuracy >= 90 %', ['One']],
    ['test accuracy = none', ['Three']],
    ['not test accuracy > 0.84', ['Three', 'Two of Ümlaut']],
    ['test accuracy != 85 %', ['Two of Ümlaut']],
    ['learning rate = 0.5 or random flip = 0.5', ['Three', 'Two of Ümlaut']],
    ['tag = baseline', ['One']],
    ['tag != baseline', ['Three', 'Two of Ümlaut']],
    ['note = none', ['Three', 'One']],
    ['status = waiting', ['Three']],
    ['train on first != all', ['Three']],
    ['epochs done = 3 time > 2 min', ['One']],
    ['made = today seed < 3', ['Two of Ümlaut', 'One']],
    ['momentum = none seed = 1', ['One']],
    ['network = lenet-relu and memory < 1 GB', ['Two of Ümlaut', 'One']],
  ])('%s', (filter, expected) => {
    expect(titles({ filter })).toEqual(expected)
  })

  it('tells where a question is not understood', () => {
    expect(() => page({ filter: 'dropuot = 0' })).toThrow(/not understood: There is no setting or figure “dropuot”. Did you mean dropout\?/)
  })

  it('say what differs among the runs that meet them, and how many there are', () => {
    expect(page()).toMatchObject({ total: 3, matching: 3, all: 3, differing: ['optimizer.learningRate', 'seed', 'dataset.limitTrain', 'augmentation.flip'] })
    expect(page({ filter: 'seed < 3' })).toMatchObject({ matching: 2, all: 3, differing: ['optimizer.learningRate', 'seed'] })
    expect(page({ filter: 'seed = 1' }).differing).toEqual([])
  })

  it('take any text to runs or to a fault, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '"', "'", '%', '_', '(', ')', 'not', 'or', 'seed', 'dropout', 'tag', '=', '<', '0.5', 'none', ';', '--')).map((parts) => parts.join(' ')), (filter) => {
        try {
          page({ filter })
        } catch (error) {
          expect(String(error)).toContain('is not understood')
        }
      }),
    )
  })
})

describe('the order', () => {
  it('puts runs without a value last both ways, and pinned ones first', () => {
    const [best] = [ended({}, [0.9], 'best'), ended({}, [0.7], 'worst'), ended({}, [], 'none')]
    expect(titles({ sort: { field: 'testAccuracy', descending: true } })).toEqual(['best', 'worst', 'none'])
    expect(titles({ sort: { field: 'testAccuracy', descending: false } })).toEqual(['worst', 'best', 'none'])
    expect(store.runMarks.pin([best], true)).toEqual([best])
    expect(store.runMarks.pin([best], true)).toEqual([])
    expect(titles({ sort: { field: 'testAccuracy', descending: false } })).toEqual(['best', 'worst', 'none'])
    expect(titles({ sort: { field: 'title', descending: false } })).toEqual(['best', 'none', 'worst'])
  })

  it('gives any part of the rows, and the ids between two rows', () => {
    for (let index = 0; index < 7; index++) ended({ seed: index }, [0.5], `run ${index}`)
    expect(words(page({}, 2, 3).rows)).toEqual(['run 4', 'run 3', 'run 2'])
    expect(page({}, 2, 3)).toMatchObject({ offset: 2, total: 7 })
    expect(store.runTable.ids(newestFirstChoice, 5, 100)).toEqual(['lenet-relu-2', 'lenet-relu-1'])
  })
})

describe('groups', () => {
  it('put seeds into one row whose title is that of its runs without the seed, in whatever language they were made', () => {
    for (const seed of [1, 2]) ended({ seed, batchSize: 64 }, [0.4], `书中的 LeNet，随机种子 ${seed}`)
    for (const seed of [1, 2]) ended({ seed }, [0.5], `LeNet, as in the book, seed ${seed}`)
    expect(words(page({ group: 'seeds', sort: { field: 'testAccuracy', descending: true } }).rows)).toEqual(['LeNet, as in the book (2)', '书中的 LeNet (2)'])
  })

  it('put seeds into one row with mean and spread, and leave a run without others by itself', () => {
    for (const [seed, accuracy] of [[1, 0.8], [2, 0.82], [3, 0.9]] as const) ended({ seed }, [accuracy], `LeNet, seed ${seed}`)
    ended({ seed: 1, batchSize: 64 }, [0.5], 'small')
    const seeds = page({ group: 'seeds', sort: { field: 'testAccuracy', descending: true } })
    expect(words(seeds.rows)).toEqual(['LeNet (3)', 'small'])
    const [group] = groupsIn(seeds)
    expect(group?.figures.testAccuracy).toEqual({ count: 3, mean: expect.closeTo(0.84, 12) as number, deviation: expect.closeTo(0.0529150262, 9) as number })
    expect(group?.figures.memory).toEqual({ count: 3, mean: 3e8, deviation: 0 })
    expect(group?.figures.parameters).toBeNull()
    expect(group?.settings).toMatchObject({ batchSize: 128, 'augmentation.flip': 0 })
    expect(group?.settings).not.toHaveProperty('seed')
    const open = { group: 'seeds', open: [group?.key ?? ''] } as const
    expect(titles({ ...open, filter: 'seed > 1' })).toEqual(['LeNet (2)', '- LeNet, seed 3', '- LeNet, seed 2'])
    expect(store.runTable.ids({ ...newestFirstChoice, ...open }, 0, 0)).toHaveLength(1)
    expect(store.runTable.ids({ ...newestFirstChoice, ...open }, 1, 2)).toHaveLength(3)
  })

  it('by a setting stand in the order of the means, and runs without the setting together', () => {
    for (const [learningRate, accuracy] of [[0.1, 0.8], [0.5, 0.9], [0.1, 0.84]] as const) ended({ optimizer: { ...sgd, learningRate } }, [accuracy])
    const group = 'optimizer.learningRate' as const
    expect(titles({ group, sort: { field: 'testAccuracy', descending: true } })).toEqual(['Learning rate 0.5 (1)', 'Learning rate 0.1 (2)'])
    expect(titles({ group, sort: { field: 'testAccuracy', descending: false } })).toEqual(['Learning rate 0.1 (2)', 'Learning rate 0.5 (1)'])
    expect(titles({ group: 'optimizer.momentum' })).toEqual(['Momentum – (3)'])
    expect(titles({ group: 'sweep' })).toEqual(['No sweep (3)'])
  })
})

describe('a row', () => {
  it('has the best and the last values, and of many epochs some with the first, the best and the last', () => {
    const accuracies = Array.from({ length: 300 }, (_, index) => (index === 100 ? 0.99 : 0.5 + index / 1000))
    ended({ epochs: 300 }, accuracies)
    const [row] = page().rows
    if (row?.kind !== 'run') throw new Error('no run')
    const { sampledEpochs, ...run } = row.run
    expect(run).toMatchObject({ testAccuracy: accuracies.at(-1), bestTestAccuracy: 0.99, epochsDone: 300, tags: [], note: '', isPinned: false })
    expect(sampledEpochs.length).toBeLessThanOrEqual(32)
    expect([sampledEpochs[0]?.epoch, sampledEpochs.at(-1)?.epoch]).toEqual([1, 300])
  })

  it('knows the network of the user by its name', () => {
    store.runs.create(listingSpec(sampleListing('My net')), 'own', 'me')
    expect(titles({ filter: 'network = "my net"' })).toEqual(['own'])
    expect(titles({ filter: '"my net"' })).toEqual(['own'])
    expect(titles({ group: 'network.model' })).toEqual(['Network My net (1)'])
  })

  it('follows what becomes of the run', () => {
    const run = store.runs.create(sampleSpec(), 'run', 'me')
    const found = (filter: string): number => page({ filter }).matching
    expect(found('status = waiting test accuracy = none')).toBe(1)
    store.runs.save({ ...run, status: 'running', step: 5 }, 'me', { epochs: [sampleEpoch(1)], points: [] })
    expect(found('status = running epochs done = 1')).toBe(1)
    store.runs.rewind(run.id, null, [])
    expect(found('epochs done = 0')).toBe(1)
    store.owners.leave('me')
    expect(found('status = interrupted')).toBe(1)
    store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
    store.runs.takeAgain(run.id, 'me')
    expect(found('status = queued')).toBe(1)
    store.runs.save({ ...store.runs.get(run.id), status: 'completed' }, 'me', { epochs: [sampleEpoch(1)], points: [] })
    store.runs.takeLonger(run.id, { spec: sampleSpec({ epochs: 99 }), title: 'longer' }, 'me')
    expect(found('epochs = 99 longer')).toBe(1)
  })
})

describe('tags', () => {
  it('are counted, put on and taken off many runs, whatever their capitals', () => {
    const ids = [ended({}, []), ended({}, []), ended({}, [])]
    store.runMarks.tag(ids, ['Good'], [])
    expect(store.runMarks.tag(ids.slice(1), ['good', 'late'], ['none'])).toEqual([{ tag: 'late', isAdded: true, runs: ids.slice(1) }])
    expect(store.runMarks.tags()).toEqual([{ tag: 'Good', runs: 3 }, { tag: 'late', runs: 2 }])
    store.runMarks.tag(ids, [], ['GOOD'])
    expect(store.runMarks.tags()).toEqual([{ tag: 'late', runs: 2 }])
    expect(page({ filter: 'tag = LATE' }).matching).toBe(2)
  })
})

describe('deletion', () => {
  it('hides ended runs until they are put back, and keeps those that go on', () => {
    const [first, second] = [ended({}, [0.5], 'first'), ended({}, [0.6], 'second')]
    const going = store.runs.create(sampleSpec(), 'going', 'me')
    expect(store.deletedRuns.discard([first, second, going.id, 'none-9'], 'me')).toEqual({ deleted: [first, second], kept: [{ id: going.id, pid: null }], bytes: 0 })
    expect(titles()).toEqual(['going'])
    expect(() => store.runs.get(first)).toThrow(`There is no run ${first}.`)
    expect(store.deletedRuns.deletedBy('me')).toEqual([first, second])
    store.deletedRuns.putBack([first, second], 'somebody else')
    expect(titles()).toEqual(['going'])
    store.deletedRuns.putBack([first], 'me')
    expect(titles({ filter: 'test accuracy = 0.5' })).toEqual(['first'])
    store.deletedRuns.forget([first, second])
    expect(titles()).toEqual(['going', 'first'])
  })

  it('is for good where the process that deleted is gone', () => {
    const id = ended({}, [])
    store.deletedRuns.discard([id], 'me')
    expect(store.deletedRuns.abandoned()).toEqual([])
    store.owners.leave('me')
    expect(store.deletedRuns.abandoned()).toEqual([id])
  })
})
