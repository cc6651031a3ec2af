// The command line as scripts and people use it: what goes to which stream, and which exit code; the engine is a stand-in.
import { benchmarkResultSchema } from '@contract/benchmark/benchmark'
import { labEventSchema } from '@contract/runs/events'
import { networkAnalysisSchema } from '@contract/models/network-analysis'
import { presets } from '@contract/training/presets'
import { runRecordSchema, type RunRecord } from '@contract/runs/run-record'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Database } from '../lab/store/database'
import { sampleListing } from '../lab/testing/sample-listing'
import { temporaryFolder } from '../lab/testing/samples'
import { beginTelemetry } from '../telemetry/telemetry-file'
import { jsonLines, Terminal } from './testing/terminal'

describe('train', () => {
  it('ends with a table, a conclusion and the report, and keeps progress off standard output', async () => {
    const terminal = new Terminal()
    const { exitCode, stdout, stderr } = await terminal.run('train --epochs 2 --limit-train 1000 --limit-test 500')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^ +1 +1\.000 +50\.0 % +2\.000 +40\.0 % +1,000 +70 s$/m)
    expect(stdout).toContain('LeNet with ReLU reached 40.0 % on the first 500 of 10,000 test images after 2 epochs and 2.3 min, trained on the first 1,000 of 60,000 images.')
    const report = join(terminal.home, 'runs', 'lenet-relu-1', 'report.html')
    expect(stdout).toContain(`Report: ${report}\n`)
    expect(readFileSync(report, 'utf8')).toContain('<svg')
    expect(stderr).toMatch(/^Run lenet-relu-1: LeNet with ReLU, 1,000 images/)
    expect(stderr.match(/^epoch [12]\/2 {2}train loss/gm)).toHaveLength(2)
    expect(stderr).not.toContain('\u001b')
  })

  it('--json writes events, and last the record itself', async () => {
    const { exitCode, stdout } = await new Terminal().run('train --epochs 2 --json')
    expect(exitCode).toBe(0)
    const lines = jsonLines(stdout)
    const events = lines.slice(0, -1).map((line) => labEventSchema.parse(line))
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['run', 'progress', 'epoch']))
    const run = runRecordSchema.parse(lines.at(-1))
    expect(run).toMatchObject({ id: 'lenet-relu-1', status: 'completed', trainLoss: 0.5, testAccuracy: 0.4, peakRssBytes: 3e8 })
    expect(events.at(-1)).toEqual({ type: 'run', run })
  })

  it('draws a bar on a terminal, on standard error only', async () => {
    const { exitCode, stdout, stderr } = await new Terminal({ stepMilliseconds: 20 }).run('train --epochs 1', { isTTY: true })
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/epoch 1\/1 \[=+-*\] loss/)
    expect(stdout).not.toContain('\u001b')
  })

  it('repeats no epochs on a terminal that has just shown them', async () => {
    const terminal = new Terminal({ stepsPerEpoch: 60, stepMilliseconds: 5 })
    const training = terminal.run('train --epochs 2', { isOne: true })
    await vi.waitFor(
      () => {
        expect(terminal.stderrSoFar()).toMatch(/epoch 1\/2 {2}train loss/)
      },
      { timeout: 10_000 },
    )
    terminal.interrupt()
    const stopped = await training
    expect(stopped.stderr).toMatch(/epoch 2\/2 \[[=-]+\] loss .*, stopping, /)
    expect(stopped.stdout).not.toContain('train loss')
    expect(stopped.stdout).toContain('stood at 40.0 % on the 10,000 test images after epoch 1 of 2')
    const resumed = await terminal.run('resume lenet-relu-1', { isOne: true })
    expect(resumed.stdout).toMatch(/^ +1 +1\.000 .*\n +2 +0\.500/m) // the first epoch was told by another command
  })

  it('leaves out of the bar what a narrow terminal has no room for', async () => {
    const { stderr } = await new Terminal({ stepMilliseconds: 20 }).run('train --epochs 1', { isTTY: true, columns: 40 })
    expect(stderr).toMatch(/epoch 1\/1 loss \d\.\d+, 1\.7 min left/)
    expect(stderr).not.toMatch(/images\/s, |acc\./)
  })

  it('gives the run a title of its preset and what was changed, or the one it is told', async () => {
    const terminal = new Terminal()
    await terminal.run('train --preset lenet-relu --device cpu --json')
    await terminal.run('train --epochs 1 --seed 3')
    await terminal.run('train --title Mine --epochs 1')
    const runs = jsonLines((await terminal.run('runs --json')).stdout) as RunRecord[]
    expect(runs.map(({ title }) => title)).toEqual(['Mine', 'LeNet with ReLU, 1 epoch, seed 3', 'LeNet with ReLU'])
  })

  it('stops with a checkpoint on Ctrl-C, and says how to go on', async () => {
    const terminal = new Terminal({ stepsPerEpoch: 1000, stepMilliseconds: 5 })
    const training = terminal.run('train --json')
    await terminal.trains()
    terminal.interrupt()
    const { exitCode, stdout, stderr } = await training
    expect(exitCode).toBe(1)
    expect(jsonLines(stdout).at(-1)).toMatchObject({ status: 'stopped', checkpoint: { epoch: 0 } })
    expect(stderr).toContain('Go on with: cnn-lab resume lenet-relu-1')
    terminal.launcher.behaviour = { stepsPerEpoch: 40, stepMilliseconds: 0 }
    const resumed = await terminal.run('resume lenet-relu-1 --json')
    expect(resumed.exitCode).toBe(0)
    expect(resumed.stderr).toMatch(/^Goes on from step \d+\.$/m)
    expect(jsonLines(resumed.stdout).at(-1)).toMatchObject({ status: 'completed', step: 400 })
  })

  it('trains a complete run for more epochs, and says so where it is asked to go on with one', async () => {
    const terminal = new Terminal()
    await terminal.run('train --epochs 2 --json')
    expect(await terminal.run('resume lenet-relu-1')).toMatchObject({
      exitCode: 1,
      stderr: 'Run lenet-relu-1 is complete. Train it for longer by `cnn-lab resume RUN --epochs N`, N more epochs.\n',
    })
    const longer = await terminal.run('resume lenet-relu-1 --epochs 3 --json')
    expect(longer.exitCode).toBe(0)
    expect(longer.stderr).toMatch(/^Goes on from step 20\.$/m)
    const run = runRecordSchema.parse(jsonLines(longer.stdout).at(-1))
    expect(run).toMatchObject({ status: 'completed', step: 50, spec: { epochs: 5 } })
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5])
  })

  it('kills an engine that does not stop on the second Ctrl-C', async () => {
    const terminal = new Terminal({ stepsPerEpoch: 1000, stepMilliseconds: 5, deafToStop: true })
    const training = terminal.run('train --json')
    await terminal.trains()
    terminal.interrupt()
    terminal.interrupt()
    const { exitCode, stdout } = await training
    expect(exitCode).toBe(1)
    expect(jsonLines(stdout).at(-1)).toMatchObject({ status: 'interrupted', problem: { code: 'run/killed' } })
    expect(terminal.launcher.alive).toBe(0)
  })

  it('tells a failure of the engine in one line, with what to do, and exits with 1', async () => {
    const { exitCode, stderr } = await new Terminal({ failure: { atStep: 3, kind: 'problem' } }).run('train')
    expect(exitCode).toBe(1)
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('It diverged. Go slower.')
  })

  it('makes no run where the network cannot be built for these images', async () => {
    const terminal = new Terminal()
    const stderr = 'LeNet with ReLU needs larger images than 4×4; it is made for 28×28. Give a larger --size, or leave it out.\n'
    expect(await terminal.run('train --size 4')).toMatchObject({ exitCode: 1, stdout: '', stderr })
    expect((await terminal.run('runs --json')).stdout).toBe('')
  })

  it('fails with 1 where the device cannot be used', async () => {
    const { exitCode, stdout, stderr } = await new Terminal().run('train --device webgpu')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^The device webgpu cannot be used: No .* GPU.*, then look again\.( \S.*)?\n$/)
  })
})

describe('runs and show', () => {
  it('list what was trained, and say so where nothing was', async () => {
    const terminal = new Terminal()
    expect((await terminal.run('runs')).stdout).toContain('cnn-lab train')
    expect((await terminal.run('runs --json')).stdout).toBe('')
    await terminal.run('train --epochs 1 --json')
    expect((await terminal.run('runs')).stdout).toMatch(/^lenet-relu-1 +completed +1\/1 +1\.000 +40\.0 %/m)
    const shown = await terminal.run('show lenet-relu-1')
    expect(shown.stdout).toContain('learning rate 0.1')
    expect(shown.stdout).toMatch(/^ +1 +1\.000/m)
    expect((await terminal.run('show lenet-relu-1 --telemetry')).stdout).toContain('Telemetry: none was taken.')
    const layer = { name: 'fc1', kind: 'linear' }
    const figures = { activationRms: [0.5], zeroShare: [0.25], saturatedShare: [null], notFiniteShare: [0], outputGradientRms: [1e-3], weightGradientRms: [0], weightRms: [0.1], updateRms: [1e-4] }
    await beginTelemetry(join(terminal.home, 'runs', 'lenet-relu-1'), { layers: [layer], images: 16, samples: [{ step: 0, figures }, { step: 1000, figures }] })
    const looked = (await terminal.run('show lenet-relu-1 --telemetry')).stdout
    expect(looked).toMatch(/^Layers at step 1,000, the last of 2 samples of 16 images:\nLayer .* Update\n-+\nfc1 +Fully connected +0\.500 +25\.0 % .* 0\.000100$/m)
    expect(looked).toContain('No gradient reaches the weights of fc1')
    const { points, ...run } = JSON.parse((await terminal.run('show lenet-relu-1 --json')).stdout) as RunRecord & { points: unknown[] }
    expect(runRecordSchema.parse(run).status).toBe('completed')
    expect(points).toHaveLength(10)
  })

  it('fail with 1 for a run that there is not', async () => {
    for (const command of ['show', 'resume']) {
      const { exitCode, stderr } = await new Terminal().run(`${command} lenet-relu-99`)
      expect(exitCode).toBe(1)
      expect(stderr).toBe('There is no run lenet-relu-99. `cnn-lab runs` lists those that there are.\n')
    }
  })

  it('name runs that are damaged, and list the others', async () => {
    const terminal = new Terminal()
    await terminal.run('train --epochs 1')
    await terminal.run('train --epochs 1')
    const database = new Database(join(terminal.home, 'lab.db'))
    database.run(`UPDATE runs SET spec = 'x' WHERE number = 1`)
    database.close()
    const { exitCode, stdout, stderr } = await terminal.run('runs --json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toHaveLength(1)
    expect(stderr).toContain('lenet-relu-1')
  })
})

/** A file with a list of layers. */
function listingFile(name: string, channels = 6): string {
  const path = join(temporaryFolder(), 'mine.json')
  writeFileSync(path, JSON.stringify(sampleListing(name, channels)))
  return path
}

describe('own networks', () => {
  it('are saved, listed, shown, trained by name, removed and put back', async () => {
    const terminal = new Terminal()
    const saved = await terminal.run(`models save ${listingFile('Mine')}`)
    expect(saved.stdout).toBe('Saved: Mine, revision 1. Train it by: cnn-lab train --model Mine\n')
    expect(jsonLines((await terminal.run(`models save ${listingFile('ours', 8)} --name mine --json`)).stdout)).toMatchObject([{ name: 'Mine', revision: 2, classes: 10 }])
    expect((await terminal.run('models')).stdout).toMatch(/^Mine +Own networks +1×28×28 +revision 2 of .*: 4 layers, 46,298 parameters$/m)
    expect(jsonLines((await terminal.run('models --json')).stdout)).toContainEqual(expect.objectContaining({ kind: 'own', name: 'Mine', revision: 2 }))

    const { stdout } = await terminal.run('models show MINE')
    expect(stdout).toContain('Mine, input 1×28×28, weights He')
    expect(stdout).toMatch(/ 1 {2}Convolution 8, 5×5\n/)
    expect(stdout).toMatch(/^ +2 .*\n +1 /m)
    expect(jsonLines((await terminal.run('models show Mine --revision 1 --json')).stdout)).toEqual([sampleListing('Mine')])

    const trained = await terminal.run('train --model mine --epochs 1 --limit-train 500 --limit-test 100')
    expect(trained.exitCode, trained.stderr).toBe(0)
    expect((await terminal.run('runs')).stdout).toContain('mine-1')
    expect((await terminal.run('summary --model mine')).stdout).toContain('Mine, input 1×1×28×28')
    expect((await terminal.run('code --model mine --framework pytorch')).stdout).toContain('nn.Conv2d')

    expect((await terminal.run('models rename mine Yours')).stdout).toBe('Mine is called Yours now.\n')
    const removed = await terminal.run('models remove yours --json')
    expect(jsonLines(removed.stdout)).toEqual([{ removed: 'Yours', number: 1 }])
    expect((await terminal.run('models')).stdout).not.toContain('Yours')
    expect(jsonLines((await terminal.run('models restore 1 --json')).stdout)).toEqual([{ restored: 'Yours', revision: 2 }])
    expect((await terminal.run('models remove yours')).stdout).toBe('Removed: Yours. Put it back by: cnn-lab models restore 1\n')
    expect((await terminal.run('models restore 1')).stdout).toBe('Yours is back, with revision 2 as its newest.\n')
    expect((await terminal.run('models --json')).stdout).toContain('"name":"Yours"')
  })

  it('are suggested where a name is mistyped', async () => {
    const terminal = new Terminal()
    await terminal.run(`models save ${listingFile('FirstTry')}`)
    for (const command of ['train --model firsttri', 'summary --model firsttri', 'models remove firsttri', 'code --model firsttri --framework keras', 'export --model firsttri --out x.onnx']) {
      const { exitCode, stderr } = await terminal.run(command)
      expect(exitCode).toBe(2)
      expect(stderr).toContain('There is no network firsttri. Did you mean FirstTry? Networks: lenet, ')
    }
    expect((await terminal.run('train --model alexent')).stderr).toContain('Did you mean alexnet?')
  })

  it('are exported as files of every format, whatever number of classes they have', async () => {
    const terminal = new Terminal()
    const folder = temporaryFolder()
    await terminal.run(`models save ${listingFile('Mine')}`)
    expect((await terminal.run(`export --model Mine --out ${join(folder, 'mine.json')}`)).stderr).toMatch(/^Layers: .*mine\.json/)
    expect(JSON.parse(readFileSync(join(folder, 'mine.json'), 'utf8'))).toEqual(sampleListing('Mine'))
    expect((await terminal.run(`export --model Mine --out ${join(folder, 'mine.onnx')}`)).exitCode).toBe(0)
    expect(terminal.launcher.commands).toMatchObject([{ question: 'exportListing', args: { listing: sampleListing('Mine') } }])
    await terminal.run(`export --model lenet --activation tanh --out ${join(folder, 'lenet.json')}`)
    expect((await terminal.run(`models save ${join(folder, 'lenet.json')}`)).stdout).toContain('Saved: My LeNet, revision 1. Train it by: cnn-lab train --model \'My LeNet\'')
    expect((await terminal.run('models show lenet')).stdout).toContain('My LeNet, input 1×28×28')
  })
})

describe('ONNX files', () => {
  it('are imported with a report, and stay known when they are gone', async () => {
    const terminal = new Terminal()
    const path = join(temporaryFolder(), 'net.onnx')
    writeFileSync(path, 'read by the engine')
    const { exitCode, stdout } = await terminal.run(`models import ${path}`)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'recognised layers: 1\n  /fc/Gemm (Gemm): fully connected\ntrained: 1 tensor, 7,840 numbers\n' })
    expect(jsonLines((await terminal.run('models --json')).stdout)).toContainEqual(expect.objectContaining({ kind: 'file', name: 'net.onnx', classes: 10 }))
    expect((await terminal.run('models')).stdout).toMatch(/^net\.onnx +Files +1×28×28/m)
    const trained = await terminal.run('train --model net.onnx --epochs 1 --limit-train 500 --limit-test 100')
    expect(trained.exitCode, trained.stderr).toBe(0)
  })

  it('that are refused are told of node by node', async () => {
    const terminal = new Terminal()
    const path = join(temporaryFolder(), 'refused.onnx')
    writeFileSync(path, 'read by the engine')
    const { exitCode, stdout, stderr } = await terminal.run(`models import ${path}`)
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'refused: 1\n  /fc/Gemm (Gemm): is odd\n' })
    expect(stderr).toContain('The lab cannot take this network')
    expect((await terminal.run('models')).stdout).not.toContain('refused.onnx')
  })
})

describe('listings', () => {
  it.each(['models', 'datasets', 'presets'])('%s: a table, or one object a line, without an engine', async (name) => {
    const terminal = new Terminal()
    const items = jsonLines((await terminal.run(`${name} --json`)).stdout) as { name?: string; id?: string }[]
    const { exitCode, stdout } = await terminal.run(name)
    expect(exitCode).toBe(0)
    for (const { name: item, id } of items) expect(stdout).toContain(item ?? id ?? 'neither')
    expect(terminal.launcher.channels).toEqual([])
  })

  it('presets come with their whole spec', async () => {
    expect(jsonLines((await new Terminal().run('presets --json')).stdout)).toEqual(presets)
  })
})

describe('devices', () => {
  it('are told one object a line, or in a table with what would make the others usable', async () => {
    const terminal = new Terminal({ gpu: 'software' })
    const devices = jsonLines((await terminal.run('devices --json')).stdout)
    expect(devices).toMatchObject([{ name: 'cpu', usable: true }, { name: 'webgpu', usable: true, isSoftware: true }, { name: 'cuda', usable: false }])
    const { exitCode, stdout } = await terminal.run('devices')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^cpu +yes /m)
    expect(stdout).toMatch(/^webgpu +if asked .* llvmpipe \(LLVM 15\.0\.6, 256 bits\), a GPU in software$/m)
    expect(stdout).toMatch(/^cuda: .*\.\n {2}\S/m)
  })

  it('are measured when that is wanted', async () => {
    const terminal = new Terminal()
    expect((await terminal.run('devices')).stdout).not.toContain('GFLOP/s')
    expect((await terminal.run('devices --measure')).stdout).toMatch(/^cpu +100 GFLOP\/s +50\.0 GFLOP\/s +10\.0 GB\/s +1\.00 µs$/m)
    const [cpu] = jsonLines((await terminal.run('devices --measure --json')).stdout)
    expect(cpu).toMatchObject({ name: 'cpu', roof: { flopsPerSecond: 1e11, bytesPerSecond: 1e10 } })
  })
})

describe('summary', () => {
  it('prints one object, or a table with its totals', async () => {
    const terminal = new Terminal()
    const analysis = networkAnalysisSchema.parse(JSON.parse((await terminal.run('summary --model alexnet --input 3×100x200 --batch-size 4 --json')).stdout))
    expect(analysis).toMatchObject({ model: 'alexnet', inputShape: [4, 3, 100, 200] })
    const { stdout } = await terminal.run('summary --model lenet')
    expect(stdout).toContain('lenet, input 1×1×28×28')
    expect(stdout).toMatch(/^total +61,706 +416,520 +60\.0 kB$/m)
    expect(stdout).toContain('convolutions: 4.2 % of the parameters, 85.9 % of the multiply-adds')
    expect(stdout).toMatch(/^memory in use: at least 284 kB \(sigmoid1, forward\)$/m)
  })

  it('--training tells the passes of a step, and the memory that it needs', async () => {
    const { stdout } = await new Terminal().run('summary --model alexnet --batch-size 128 --training')
    expect(stdout).toMatch(/^layer +kind +output shape +parameters +forward +input gradient +weight gradient +update +bytes moved$/m)
    expect(stdout).toMatch(/^conv1 +Convolution +128×96×54×54 +11,712 +8\.67 G +8\.71 G +23\.4 k +338 MB$/m)
    expect(stdout).toMatch(/^total +46,764,746 +240 G +232 G +240 G +93\.5 M +4\.53 GB$/m)
    expect(stdout).toMatch(/^memory in training: at least 848 MB \(relu2, backward\)$/m)
  })

  it('predicts the time of every layer on a known device and on one of this machine', async () => {
    const terminal = new Terminal()
    const known = (await terminal.run('summary --model alexnet --batch-size 128 --device a100 --precision mixed')).stdout
    expect(known).toContain('Predicted on A100 (SXM, 40 GB), 2020: 312 TFLOP/s, 1.56 TB/s, 63.2 MB on the chip; its corner is at 201 FLOP per byte.\nNVIDIA, A100')
    expect(known).toMatch(/^conv2 +341 µs +682 µs .* arithmetic$/m)
    expect(known).toMatch(/^training: 35,\d{3} images\/s, 3\.6\d ms a batch; limited 5\d\.\d % by arithmetic, 4\d\.\d % by memory bandwidth$/m)
    expect(known).toMatch(/^10 % more memory bandwidth: training 3\.\d % faster, inference 3\.\d %$/m)
    const [own] = jsonLines((await terminal.run('summary --model lenet --batch-size 256 --device cpu --json')).stdout)
    expect(own).toMatchObject({ model: 'lenet', prediction: { device: { name: expect.stringMatching(/^CPU/) as string, roof: { flopsPerSecond: 1e11, convolutionShare: 0.5 } }, gains: { onChipBytes: null } } })
  })
})

describe('gradients', () => {
  const files = '--model net.onnx --batch batch.safetensors --out gradients.safetensors'

  it('prints the loss, and as JSON one object with the names of the parameters', async () => {
    const { exitCode, stdout, stderr } = await new Terminal().run(`gradients ${files}`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'It ends in a softmax.\n' })
    expect(stdout).toBe('loss 2.3\nGradients of 2 parameters: gradients.safetensors\n')
    const json = await new Terminal().run(`gradients ${files} --json`)
    expect(jsonLines(json.stdout)).toEqual([expect.objectContaining({ loss: 2.3, parameters: ['conv.weight', 'conv.bias'] })])
  })

  it('fails with 1 where the engine does, or the device cannot be used', async () => {
    const failing = await new Terminal({ failure: { atStep: 0, kind: 'problem' } }).run(`gradients ${files}`)
    expect(failing).toMatchObject({ exitCode: 1, stdout: '', stderr: 'It diverged. Go slower.\n' })
    expect(await new Terminal().run(`gradients ${files} --device cuda`)).toMatchObject({ exitCode: 1, stdout: '' })
  })
})

describe('code', () => {
  it('writes the program of a network to standard output, or to a file', async () => {
    const terminal = new Terminal()
    const { exitCode, stdout } = await terminal.run('code --model lenet --framework pytorch')
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, '"""LeNet in PyTorch.'])
    const path = join(terminal.home, 'lenet.py')
    expect(await terminal.run(`code --model lenet --framework keras --run --out ${path}`)).toMatchObject({ exitCode: 0, stdout: '', stderr: `Program: ${path}\n` })
    expect(readFileSync(path, 'utf8')).toContain('model.fit(')
  })

  it.each([
    ['code --framework keras', 'Name either a run, or a network with --model, --preset or --spec.'],
    ['code lenet-1 --model lenet --framework keras', 'Name either a run, or a network'],
    ['code --model lenet --framework caffe', '--framework'],
  ])('refuses %s', async (args, message) => {
    const { exitCode, stderr } = await new Terminal().run(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe('bench', () => {
  beforeEach(() => {
    vi.stubEnv('CNN_LAB_PYTHON', 'no-such-python')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('measures the networks of the book, and says why there is nothing to compare with', async () => {
    const { exitCode, stdout, stderr } = await new Terminal().run('bench --rounds 1')
    expect(exitCode).toBe(0)
    expect(stdout.match(/^(lenet|alexnet) +cpu +\d+ +/gm)?.map((row) => row.trim().split(/ +cpu +/))).toEqual([['lenet', '256'], ['alexnet', '32'], ['alexnet', '128']])
    expect(stderr).toMatch(/^PyTorch cannot be imported by no-such-python/)
    expect(stderr).toContain('alexnet at batch 32, round 1 of 1: CNN Lab, 320 images/s, 300 MB\n')
  })

  it('--json writes one object a line', async () => {
    const { stdout } = await new Terminal().run('bench --model resnet-8 --batch-size 64 --rounds 2 --json')
    expect(jsonLines(stdout).map((line) => benchmarkResultSchema.parse(line))).toMatchObject([{ model: 'resnet-8', batchSize: 64, rounds: 2, peer: null }])
  })

  it('measures a network from a file, on the device and in the way asked for', async () => {
    const model = join(temporaryFolder(), 'net.onnx')
    writeFileSync(model, 'read by the engine')
    const { exitCode, stdout } = await new Terminal().run(`bench --model ${model} --batch-size 32 --device cpu --convolution direct --rounds 1 --json`)
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toMatchObject([{ model: 'net.onnx', device: 'cpu', batchSize: 32, engine: { split: { outside: 0.007 } } }])
    const wrong = await new Terminal().run('bench --precision half')
    expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--precision must be one of float32, mixed') as string })
  })

  it('fails with 1 where the engine does', async () => {
    const failing = await new Terminal({ failure: { atStep: 0, kind: 'problem' } }).run('bench --model lenet --json')
    expect(failing).toMatchObject({ exitCode: 1, stdout: '' })
    expect(failing.stderr).toMatch(/It diverged\. Go slower\.\n$/)
  })
})

describe('export', () => {
  it.each([
    ['', 3],
    [' --epoch best', 1], // the loss on the test images is lowest there
    [' --epoch 2', 2],
  ])('RUN%s writes the network of epoch %i', async (flags, epoch) => {
    const terminal = new Terminal()
    await terminal.run('train --epochs 3 --json')
    const database = new Database(join(terminal.home, 'lab.db'))
    database.run('UPDATE epochs SET held_out_loss = epoch')
    database.close()
    const { exitCode, stderr } = await terminal.run(`export lenet-relu-1${flags} --out ${join(terminal.home, 'x.onnx')}`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Network: ${join(terminal.home, 'x.onnx')} (${epoch}.00 kB)\n` })
  })

  it('says which epochs are kept where it is another', async () => {
    const terminal = new Terminal()
    await terminal.run('train --epochs 1 --json')
    expect(await terminal.run(`export lenet-relu-1 --epoch 7 --out ${join(terminal.home, 'x.onnx')}`)).toMatchObject({
      exitCode: 1,
      stderr: 'The checkpoint of epoch 7 of run lenet-relu-1 is not kept. Kept are those of the last epochs and of the best one, by its test loss.\n',
    })
  })
})

it.each(['export --model lenet', 'report lenet-1 --format md', 'gradients --model a.onnx --batch b.safetensors'])(
  '%s: refuses a file in a folder that there is not, before any work',
  async (args) => {
    const terminal = new Terminal()
    const out = join(terminal.home, 'none', 'x')
    const { exitCode, stderr } = await terminal.run(`${args} --out ${out}`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: `${out} cannot be written: there is no folder ${join(terminal.home, 'none')}. Make it first, or choose another.\n` })
    expect(terminal.launcher.channels).toEqual([])
  },
)

describe('bad usage exits with 2 and says what is wrong', () => {
  it.each([
    ['', 'Usage: cnn-lab'],
    ['fly', "unknown command 'fly'\nSee: cnn-lab help\n"],
    ['help trian', 'There is no command trian. Did you mean train? See: cnn-lab help\n'],
    ['train --limit-train 70000', '--limit-train 70000 is too large. There are 60,000 images. See: cnn-lab help train\n'],
    ['train --limit-test 10001 --limit-train 60000', '--limit-test 10001 is too large. There are 10,000 images.'],
    ['evaluate lenet-1 --split tests', '--split must be one of train, validation, test. Did you mean test? See: cnn-lab help evaluate\n'],
    ['sweeps shwo sweep-1', 'There is no command sweeps shwo. Did you mean sweeps show? See: cnn-lab help sweeps\n'],
    ['models alexnet', 'There is no command models alexnet. There are models show, models save, '],
    ['runs dropuot = 0', 'The query is not understood: There is no setting or figure “dropuot”. Did you mean dropout? See: cnn-lab help runs\n'],
    ['compare lenet-1 lenet-1', 'Name two different runs or more. See: cnn-lab help compare\n'],
    ['evaluate lenet-1 --epoch 0', '--epoch must be a whole number from 1 to 1000. See: cnn-lab help evaluate\n'],
    ['train --fast', "unknown option '--fast'\nSee: cnn-lab help train\n"],
    ['report lenet-1', "required option '--out <path>' not specified\nSee: cnn-lab help report\n"],
    ['train extra', 'too many arguments'],
    ['train --epochs', 'argument missing'],
    ['train --epochs zero', '--epochs takes a number'],
    ['train --weight-decay -0.1', '--weight-decay must be at least 0'],
    ['train --optimizer adam', '--optimizer must be one of sgd, momentum, nesterov, adamw'],
    ['train --schedule step --final-share 0.1', '--final-share means nothing with --schedule step'],
    ['resume', "missing required argument 'run'"],
    ['summary', "required option '--model <name>' not specified"],
    ['resume lenet-1 --epochs 0', '--epochs must be a whole number from 1 to 1000'],
    ['export lenet-1 --epoch last --out x.onnx', '--epoch takes a number'],
    ['export --model lenet --epoch best --out x.onnx', '--epoch means something only for a run'],
    ['export --out x.onnx', 'Name either a run or a network'],
    ['export lenet-1 --model lenet --out x.onnx', 'Name either a run or a network'],
    ['export --model resnet --out x.onnx', 'There is no network resnet. Did you mean resnet-8 or resnet-20 or resnet-18 or resnet-50?'],
    ['train --spec nope.json', '--spec nope.json cannot be read: there is no such file or folder. Check its name and folder. See: cnn-lab help train\n'],
    ['export lenet-1', 'Name the file to write with --out'],
    ['export lenet-1 lenet-2 --out x.onnx', '--out takes the network of one run'],
    ['export --csv runs.csv', 'Name the runs to write'],
    ['export lenet-1 --csv runs.csv --out x.onnx', '--out writes a network'],
    ['bundle lenet-1 --out runs.zip', 'The name of a bundle ends in .cnnlab'],
    ['summary --model resnet', 'There is no network resnet'],
    ['summary --model lenet --input 28x28', '--input takes channels, height and width'],
    ['summary --model lenet --device a10', '--device must be one of cpu, webgpu, cuda, geforce-256, gtx-580'],
    ['summary --model lenet --device a100 --precision half', '--precision must be one of float32, mixed'],
    ['summary --model lenet --batch-size 0', '--batch-size must be a whole number'],
    ['gradients --model x.onnx --batch b.safetensors', "required option '--out <file>' not specified"],
    ['gradients --model x.onnx --batch b.safetensors --out o --device tpu', '--device must be one of auto, cpu'],
    ['report lenet-1 --format docx --out x', '--format must be one of html, pdf, md, csv, json, ipynb'],
    ['report lenet-1 --out report.txt', 'The name report.txt does not tell the format: add --format with one of html, pdf'],
    ['report lenet-1 --out report.html --paper letter', '--paper is that of a PDF'],
    ['report lenet-1 --out report.pdf --paper a5', '--paper must be one of a4, letter'],
    ['report lenet-1 --out report.html --inline', '--inline is about Markdown'],
    ['report lenet-1 --out report.html --text none.md', '--text none.md cannot be read: there is no such file or folder'],
    ['bench --batch-size 32', '--batch-size needs --model'],
    ['bench --model vgg', 'There is no network vgg'],
    ['bench --model lenet --batch-size 0', '--batch-size must be at least 1'],
    ['bench --rounds 0', '--rounds must be a whole number'],
    ['models --json=yes', 'error'],
    ['models show nothing', 'There is no network nothing'],
    ['models save none.json', 'none.json cannot be read: there is no such file'],
    ['models restore x', 'models restore'],
    ['models delete x', 'There is no command models delete.'],
  ])('cnn-lab %s', async (args, message) => {
    const terminal = new Terminal()
    const { exitCode, stdout, stderr } = await terminal.run(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(args === '' ? /Usage/ : /See: cnn-lab help[ a-z]*\n$/)
    expect(terminal.launcher.channels).toEqual([])
  })
})

it('help and version are no failures', async () => {
  const terminal = new Terminal()
  expect(await terminal.run('--version')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string })
  const help = await terminal.run('train --help')
  expect(help.exitCode).toBe(0)
  expect(help.stdout).toContain('--batch-size <n>')
  expect(await terminal.run('help train')).toEqual(help)
  expect((await terminal.run('gradients --help')).stdout).toMatch(/--model .*\(required\)$/m)
})
