// A spec together with what it takes to train it on this machine: what the `train` command and several questions ask with.
import { z } from 'zod'
import { deviceNameSchema } from '../devices/devices'
import { runSpecSchema } from '../training/run-spec'

/** Absolute path of the folder that holds the lab's copies of networks from files. */
export const networkFolderSchema = z.string()

export const trainingTaskSchema = z.strictObject({
  spec: runSpecSchema,
  /** The device to compute on: what the choice in the spec stands for on this machine. */
  device: deviceNameSchema,
  networkFolder: networkFolderSchema,
})
