// Whether this machine may have a GPU, by the files under which Linux offers one to programs: a look that takes no time, where trying a GPU takes a process.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Names below `/dev`: NVIDIA's on a server and on a board, AMD's for computing, that of Windows for its Linux, and those of phones' GPUs. */
const ofDrivers = /^(nvidia|nvhost|nvgpu|kfd$|dxg$|mali|kgsl|pvr|galcore)/

/** What names below `/dev/dri` begin with where a driver of the kernel's graphics system offers computing. */
const toRender = 'renderD'

/**
 * False: there is none. True: there may be one, which a probe finds out; everywhere but on Linux.
 * @param devices absolute path of the folder of device files
 */
export async function mayHaveGpu(platform: NodeJS.Platform = process.platform, devices = '/dev'): Promise<boolean> {
  if (platform !== 'linux') return true
  const [drivers, graphics] = await Promise.all([namesIn(devices), namesIn(join(devices, 'dri'))])
  return drivers.some((name) => ofDrivers.test(name)) || graphics.some((name) => name.startsWith(toRender))
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch {
    return [] // there are no such devices
  }
}
