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
export function proportionalMegabytes(pid: number): number | null {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024
  } catch {
    return null
  }
}

export const inWords = ({ process, own, objects }: PageMemory): string => `${own.toFixed(0)} MB, ${process.toFixed(0)} with all of what it shares with others, of which objects ${objects.toFixed(1)} MB`
