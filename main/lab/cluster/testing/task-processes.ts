// The processes of a sweep's tasks on this machine, for tests that hold and kill them.
import { readdirSync, readFileSync } from 'node:fs'

/** The process of the task that computes a point. @throws where there is none */
export function taskOf(folder: string, point: number): number {
  const wanted = ['sweep-task', folder, String(point)]
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const words = read(`/proc/${name}/cmdline`).split('\0')
    if (wanted.every((word, index) => words.at(index - 4) === word)) return Number(name)
  }
  throw new Error(`no task of point ${point} is there`)
}

/** The engine that a task has started. @throws where there is none */
export function engineOf(task: number): number {
  const [pid = ''] = read(`/proc/${task}/task/${task}/children`).split(' ')
  if (pid === '') throw new Error(`the task ${task} has no engine`)
  return Number(pid)
}

/** Empty where the process has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
