// Who has a run in hand, and what to do, in words.
import { phrase } from '@language/phrase'
import type { Holder } from './folder-lock'

interface Words {
  readonly message: string
  readonly remedy: string
}

/** Whole sentences. @param run its id */
export function heldWords(run: string, holder: Holder): Words {
  const { pid, parent, host, lock } = holder
  const who = phrase('engine process {pid}', { pid })
  const begun = phrase('begun at {moment} by process {parent}', { moment: localTime(holder.since), parent })
  switch (holder.state) {
    case 'suspended':
      return {
        message: phrase('Run {run} is in the hands of {who} on this machine, which is suspended (by Ctrl-Z; {begun}).', { run, who, begun }),
        remedy: phrase('Let it go on with `fg` in its terminal and stop it there, or end it with `kill -KILL {parent} {pid}`.', { parent, pid }),
      }
    case 'elsewhere':
      return {
        message: phrase('Run {run} is in the hands of {who} on the machine "{host}" ({begun}).', { run, who, host, begun }),
        remedy: phrase('Stop it there first. Where it is certain that it has ended, as when that machine has crashed, delete {lock}, then try again.', { lock }),
      }
    case 'living':
    case 'orphaned':
      return { message: phrase('Run {run} is in the hands of {who} on this machine ({begun}).', { run, who, begun }), remedy: phrase('Stop it first, in the window or terminal that started it.') }
  }
}

/** Whole sentences. @param successor who has the run in hand now; null: nobody, the lock was removed */
export function lostWords(run: string, successor: Holder | null): Words {
  if (!successor) return { message: phrase('Run {run} was taken out of the hands of its engine process: its lock, or its folder, was removed.', { run }), remedy: phrase('Resume the run; it goes on from its last checkpoint.') }
  const place = successor.state === 'elsewhere' ? phrase('the machine "{host}"', { host: successor.host }) : phrase('this machine')
  return { message: phrase('Run {run} was taken over by engine process {pid} on {place}.', { run, pid: successor.pid, place }), remedy: phrase('Follow it there; this process wrote nothing more.') }
}

/** `2026-11-29 18:55:03` on this machine's clock. */
function localTime(iso: string): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return phrase('an unknown time')
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}
