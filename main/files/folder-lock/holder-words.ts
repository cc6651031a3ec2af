// Who has a run in hand, and what to do, in words.
import type { Holder } from './folder-lock'

interface Words {
  readonly message: string
  readonly remedy: string
}

/** Whole sentences. @param run its id */
export function heldWords(run: string, holder: Holder): Words {
  const { pid, parent, host, lock } = holder
  const who = `engine process ${pid}`
  const begun = `begun at ${localTime(holder.since)} by process ${parent}`
  switch (holder.state) {
    case 'suspended':
      return {
        message: `Run ${run} is in the hands of ${who} on this machine, which is suspended (by Ctrl-Z; ${begun}).`,
        remedy: `Let it go on with \`fg\` in its terminal and stop it there, or end it with \`kill -KILL ${parent} ${pid}\`.`,
      }
    case 'elsewhere':
      return {
        message: `Run ${run} is in the hands of ${who} on the machine "${host}" (${begun}).`,
        remedy: `Stop it there first. Where it is certain that it has ended, as when that machine has crashed, delete ${lock}, then try again.`,
      }
    case 'living':
    case 'orphaned':
      return { message: `Run ${run} is in the hands of ${who} on this machine (${begun}).`, remedy: 'Stop it first, in the window or terminal that started it.' }
  }
}

/** Whole sentences. @param successor who has the run in hand now; null: nobody, the lock was removed */
export function lostWords(run: string, successor: Holder | null): Words {
  if (!successor) return { message: `Run ${run} was taken out of the hands of its engine process: its lock, or its folder, was removed.`, remedy: 'Resume the run; it goes on from its last checkpoint.' }
  const place = successor.state === 'elsewhere' ? `the machine "${successor.host}"` : 'this machine'
  return { message: `Run ${run} was taken over by engine process ${successor.pid} on ${place}.`, remedy: 'Follow it there; this process wrote nothing more.' }
}

/** `2026-11-29 18:55:03` on this machine's clock. */
function localTime(iso: string): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return 'an unknown time'
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}
