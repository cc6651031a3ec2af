// Finds out where the time of a training step goes, from ONNX Runtime's profile of a few steps.
import { MeasuredTrainer } from '../training/run/measured-trainer'
import { prepare } from '../training/run/preparation'
import { operatorShares } from './operator-shares'
import { profiled } from './profiled'
import type { Work } from './work'

/** Few, as a profile takes a kilobyte for every operator of every step. */
const profiledSteps = 3

/**
 * Takes training steps under the profiler, which slows them and takes memory of its own.
 * @returns each operator's share of the time of a step, the largest first
 * @throws LabError as a run of the spec would
 */
export const profile: Work<'profile'> = async (task) => {
  const prepared = await prepare(task)
  // Where a batch is cut into parts, the program of the parts and that of the update each write a file.
  const { profiles } = await profiled(async (profilePrefix) => {
    const trainer = await MeasuredTrainer.open(task, prepared, { profilePrefix })
    await trainer.secondsPerStep(profiledSteps) // fills caches and memory arenas
    await trainer.secondsPerStep(profiledSteps)
    await trainer.close()
  })
  return operatorShares(profiles)
}
