// `cnn-lab devices`: what this machine can train on, and what would make the rest usable.
import { formatBytes } from '@common/words/plain-format'
import type { DeviceInfo } from '@contract/devices/devices'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { table } from '../terminal/table'

/** Lists the devices; `--json`: one a line. */
export async function listDevices(json: boolean, context: CommandContext): Promise<void> {
  const { stdout } = context
  const devices = await withLab(context, (lab) => lab.devices.devices(false))
  if (json) for (const device of devices) sayJson(stdout, device)
  else say(stdout, devicesTable(devices, stdout), ...devices.filter(({ usable }) => !usable).flatMap(whyNot))
}

function devicesTable(devices: readonly DeviceInfo[], output: Output): string {
  return table(
    [{ title: 'device' }, { title: 'usable' }, { title: 'memory', align: 'right' }, { title: 'driver' }, { title: 'description' }],
    devices.map(({ name, title, usable, isSoftware, memoryBytes, driver }) => [
      name,
      usable ? (isSoftware ? 'if asked' : 'yes') : 'no',
      memoryBytes === null ? '' : formatBytes(memoryBytes),
      driver,
      title,
    ]),
    { output },
  )
}

/** Why a device cannot be used, and what to do, below the table: a table's column is too narrow for a command to be copied from. */
function whyNot({ name, reason, remedy, command }: DeviceInfo): string[] {
  return ['', `${name}: ${reason}`, `  ${remedy}`, ...(command === '' ? [] : ['', `  ${command}`])]
}
