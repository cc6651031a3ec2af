// How much memory the page of a window takes.
import { readFileSync } from 'node:fs'
import type { LabWindow } from './lab-window'
import { repeatably } from './repeatably'

/** Most memory of the page after a long run, in MB. */
export const mostMemory = 250

/** Memory of the page, in MB. */
export interface PageMemory {
  /** Of its process, with all libraries that it shares with others. */
  readonly process: number
  /** Of its process, libraries by its share of them (`Pss` of proc(5)); where the system does not tell, with all of them. */
  readonly own: number
  /** Of its objects, after garbage was collected. */
  readonly objects: number
}

/** Memory of a window's page, after its garbage was collected. */
export async function pageMemory({ app, page }: LabWindow): Promise<PageMemory> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  const { pid, kilobytes } = await repeatably(() => app.evaluate(({ app: program, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? NaN
    return { pid, kilobytes: program.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize ?? NaN }
  }))
  const process = kilobytes / 1024
  return { process, own: proportionalMegabytes(pid) ?? process, objects: usedSize / 1024 ** 2 }
}

/** Memory of a process with its share of what it shares, in MB; null where the system does not tell. */
function proportionalMegabytes(pid: number): number | null {
  return rolledUp(pid, ['Pss'])
}

/**
 * Memory of a process that no file is behind, in MB: what it has asked for itself. Beside that, its share of the files of the program changes with each other
 * window that opens or closes on the same machine (22 to 54 MB of one and the same page). Null where the system does not tell.
 */
export function ownMegabytes(pid: number): number | null {
  return rolledUp(pid, ['Pss_Anon', 'Pss_Shmem'])
}

/** The sum of some lines of `smaps_rollup` (proc(5)), in MB. */
function rolledUp(pid: number, names: readonly string[]): number | null {
  try {
    const told = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return names.reduce((sum, name) => sum + Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(told)?.[1]), 0) / 1024
  } catch {
    return null
  }
}

export const inWords = ({ process, own, objects }: PageMemory): string => `${own.toFixed(0)} MB, ${process.toFixed(0)} with all of what it shares with others, of which objects ${objects.toFixed(1)} MB`
