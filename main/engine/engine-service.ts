// The engine as a service: takes the lab's commands and answers with events; one run, calibration or benchmark per process.
import { env } from 'onnxruntime-node'
import { engineCommandSchema, type EngineCommand, type EngineEvent } from '@contract/engine/engine-messages'
import { toProblem } from '@contract/problem'
import { layerTable } from '../analysis/layer-table'
import { profileSteps } from './questions/profile'
import { timeSteps } from './questions/benchmark'
import { keepFile } from '../networks/from-file/keep-file'
import { openNetwork } from '../networks/open-network'
import { summarizeFile } from '../analysis/file-summary'
import { probeDevice } from './questions/probe'
import { calibrate } from './questions/calibrate'
import { writeGradients } from './questions/differentiate'
import { exportNetwork } from './questions/export'
import { RunControl } from './training/run/run-control'
import { trainRun } from './training/run/training-run'

/** The channel to the lab. */
export interface EnginePort {
  readonly send: (event: EngineEvent) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
}

/**
 * Serves the lab until the process ends.
 * @param drawThread absolute path of the program of the thread that draws ahead
 */
export function serve({ send, onMessage }: EnginePort, drawThread: string): void {
  const control = new RunControl()
  const perform = async (command: EngineCommand): Promise<void> => {
    switch (command.type) {
      case 'train': {
        const { spec, device, folder, networkFolder } = command
        return trainRun(spec, { device, folder, networkFolder, drawThread, control, emit: send })
      }
      case 'pause':
        control.pause()
        return
      case 'resume':
        control.resume()
        return
      case 'stop':
        control.stop()
        return
      case 'calibrate':
        send({ type: 'calibrated', calibration: await calibrate({ ...command, drawThread }) })
        return
      case 'benchmark':
        send({ type: 'benchmarked', measurement: await timeSteps({ ...command, drawThread }) })
        return
      case 'profile':
        send({ type: 'profiled', operators: await profileSteps({ ...command, drawThread }) })
        return
      case 'probe':
        await probeDevice(command.device)
        send({ type: 'probed' })
        return
      case 'summarize': {
        const { network, networkFolder, input, classes, batchSize } = command
        const make = await openNetwork(network, networkFolder)
        send({ type: 'summarized', table: layerTable(make([batchSize, ...input], classes)) })
        return
      }
      case 'summarizeFile': {
        const { path, input, batchSize } = command
        send({ type: 'summarized', table: await summarizeFile(path, input, batchSize) })
        return
      }
      case 'import':
        send({ type: 'imported', ...(await keepFile(command.path, command.networkFolder)) })
        return
      case 'differentiate':
        send({ type: 'differentiated', ...(await writeGradients(command)) })
        return
      case 'export':
        send({ type: 'exported', bytes: await exportNetwork(command.spec, command.trained, command.networkFolder, command.path) })
        return
    }
  }
  onMessage((message) => {
    const received = (async () => perform(engineCommandSchema.parse(message)))()
    received.catch((error: unknown) => {
      send({ type: 'failed', problem: toProblem(error) })
    })
  })
  send({ type: 'ready', onnxRuntime: env.versions.node ?? 'unknown' })
}
