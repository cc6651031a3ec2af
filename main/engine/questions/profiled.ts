// Does work under ONNX Runtime's profiler, and reads the profiles that it leaves behind.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @param work opens its programs with the prefix, and closes them, which writes their profiles
 * @returns the texts of the profiles, one for each program, and what the work returned
 */
export async function profiled<T>(work: (prefix: string) => Promise<T>): Promise<{ readonly profiles: readonly string[]; readonly result: T }> {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-profile-'))
  try {
    const result = await work(join(folder, 'steps'))
    return { profiles: await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8'))), result }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
