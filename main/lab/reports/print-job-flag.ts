// How an Electron is told that it prints one report for the command line and is no window: what every start looks for, and so without what the job itself needs.

/** Flag of Electron before the path of the job's folder. */
export const printJobFlag = '--print-job='

/** The folder of the job that a program was started for; null: it was started as the lab. */
export function printJobFolder(args: readonly string[]): string | null {
  return args.find((arg) => arg.startsWith(printJobFlag))?.slice(printJobFlag.length) ?? null
}
