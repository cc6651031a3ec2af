// A spec with the device and folders to train it on this machine: arguments of the `train` command and of several questions.
import { z } from 'zod'
import { deviceNameSchema } from '../devices/devices'
import { runSpecSchema } from '../training/run-spec'

/** Absolute path of the folder that holds the lab's copies of networks from files. */
export const networkFolderSchema = z.string()

export const trainingTaskSchema = z.strictObject({
  spec: runSpecSchema,
  /** The device to compute on; where the spec says `auto`, the one that the lab chose. */
  device: deviceNameSchema,
  networkFolder: networkFolderSchema,
})
