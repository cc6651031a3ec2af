// Checkpoints as engine and lab name them: folders below the run's own, whose names tell their place in the run.
import { z } from 'zod'

/** A place from which a run can go on. */
export const checkpointInfoSchema = z.strictObject({
  /** Folder of the checkpoint, relative to the run's own folder. */
  folder: z.string(),
  /** Epochs completed. */
  epoch: z.int().nonnegative(),
  /** Steps done since the run began. */
  step: z.int().nonnegative(),
})
export type CheckpointInfo = z.infer<typeof checkpointInfoSchema>

/** The folder of a run's checkpoints, relative to the run's own folder. */
export const checkpointsFolder = 'checkpoints'

/** The file of a checkpoint's folder that holds parameters and buffers. */
export const parametersFile = 'parameters.safetensors'

/** The checkpoint at a place of a run. */
export function checkpointAt(epoch: number, step: number): CheckpointInfo {
  return { folder: `${checkpointsFolder}/step-${String(step).padStart(9, '0')}-epoch-${epoch}`, epoch, step }
}

/** The checkpoint in a folder below {@link checkpointsFolder}, by the folder's name; null for another name, such as an unfinished checkpoint's. */
export function checkpointNamed(name: string): CheckpointInfo | null {
  const [, step, epoch] = /^step-(\d+)-epoch-(\d+)$/.exec(name) ?? []
  return step === undefined || epoch === undefined ? null : checkpointAt(Number(epoch), Number(step))
}

/** The checkpoints among such names, the newest first. */
export function newestFirst(names: readonly string[]): CheckpointInfo[] {
  return names
    .map(checkpointNamed)
    .filter((checkpoint) => checkpoint !== null)
    .sort((a, b) => b.step - a.step || b.epoch - a.epoch)
}
