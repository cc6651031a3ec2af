// `cnn-lab devices`: what this machine can train on, and what would make the rest usable.
import { formatByteRate, formatBytes, formatFlopRate } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { MeasuredRoof } from '@contract/devices/device-roof'
import type { DeviceInfo } from '@contract/devices/devices'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { table } from '../terminal/table'

export interface DevicesFlags {
  readonly measure?: boolean
  readonly json?: boolean
}

/** A device, and its roof where that was measured. */
interface Listed extends DeviceInfo {
  readonly roof?: MeasuredRoof
}

/** Lists the devices, measured anew where that is wanted; `--json`: one a line. */
export async function listDevices({ measure = false, json = false }: DevicesFlags, context: CommandContext): Promise<void> {
  const { stdout } = context
  const devices = await withLab(context, async (lab) => {
    const listed: Listed[] = []
    for (const device of await lab.devices.devices(false)) {
      // One after another: two devices may share the processor and its memory.
      listed.push(measure && device.usable ? { ...device, roof: await lab.devices.deviceRoof(device.name, true) } : device)
    }
    return listed
  })
  if (json) for (const device of devices) sayJson(stdout, device)
  else say(stdout, devicesTable(devices, stdout), ...roofsTable(devices, stdout), ...devices.filter(({ usable }) => !usable).flatMap(whyNot))
}

/** What was measured of each device, below the table; nothing where nothing was. */
function roofsTable(devices: readonly Listed[], output: Output): string[] {
  const measured = devices.flatMap(({ name, roof }) => (roof ? [{ name, roof }] : []))
  if (measured.length === 0) return []
  const columns = [
    { title: phrase('device') },
    { title: phrase('matrix products'), align: 'right' },
    { title: phrase('convolutions'), align: 'right' },
    { title: phrase('memory'), align: 'right' },
    { title: phrase('an operator'), align: 'right' },
  ] as const
  const rows = measured.map(({ name, roof }) => [
    name,
    formatFlopRate(roof.flopsPerSecond),
    formatFlopRate(roof.convolutionFlopsPerSecond),
    formatByteRate(roof.bytesPerSecond),
    `${(roof.operatorSeconds * 1e6).toPrecision(3)} µs`,
  ])
  return ['', table(columns, rows, { output })]
}

function devicesTable(devices: readonly DeviceInfo[], output: Output): string {
  return table(
    [{ title: phrase('device') }, { title: phrase('usable') }, { title: phrase('memory'), align: 'right' }, { title: phrase('driver') }, { title: phrase('description') }],
    devices.map(({ name, title, usable, isSoftware, memoryBytes, driver }) => [
      name,
      usable ? (isSoftware ? phrase('if asked') : phrase('yes')) : phrase('no'),
      memoryBytes === null ? '' : formatBytes(memoryBytes),
      driver,
      title,
    ]),
    { output },
  )
}

/** Why a device cannot be used, and what to do, below the table: a table's column is too narrow for a command to be copied from. */
function whyNot({ name, reason, remedy, command }: DeviceInfo): string[] {
  return ['', phrase('{device}: {reason}', { device: name, reason }), `  ${remedy}`, ...(command === '' ? [] : ['', `  ${command}`])]
}
