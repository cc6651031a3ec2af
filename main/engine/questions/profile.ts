// Finds out where the time of a training step goes, from ONNX Runtime's profile of a few steps.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MeasuredTrainer } from '../training/run/measured-trainer'
import { prepare } from '../training/run/preparation'
import { operatorShares } from './operator-shares'
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
  const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-profile-'))
  try {
    const trainer = await MeasuredTrainer.open(task, prepared, { profilePrefix: join(folder, 'steps') })
    await trainer.secondsPerStep(profiledSteps) // fills caches and memory arenas
    await trainer.secondsPerStep(profiledSteps)
    await trainer.close()
    // Where a batch is cut into parts, the program of the parts and that of the update each write a file.
    const profiles = (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8'))
    return operatorShares(await Promise.all(profiles))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
