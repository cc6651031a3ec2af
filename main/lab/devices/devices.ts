// The devices of this machine: each GPU is tried once, in a process of its own, and remembered until the user wants to look again.
import { phrase } from '@language/phrase'
import { deviceNames, type DeviceChoice, type DeviceInfo, type DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'
import type { EngineLauncher } from '../engine-process/channel'
import { AmdGpu } from './amd-gpu'
import { cpuDevice } from './cpu'
import { cudaDevice, cudaElsewhere, cudaWithoutProvider } from './cuda'
import { hasCudaProvider, isCudaProviderInstalled } from './cuda-provider'
import type { DeviceWatch } from './device-watch'
import { gpuOfCuda, gpuOfWebgpu } from './nvidia-gpu-of'
import { mayHaveGpu } from './gpu-files'
import { nvidiaGpus, type NvidiaGpu } from './nvidia-smi'
import { NvidiaWatch } from './nvidia-watch'
import { probe } from './probe'
import { isAmd, webgpuDevice } from './webgpu'

export class Devices {
  readonly #launcher: EngineLauncher
  readonly #hasGpuFiles: () => Promise<boolean>
  readonly #closing = new AbortController()
  #known = new Map<DeviceName, Promise<DeviceInfo>>()
  #gpus: Promise<readonly NvidiaGpu[]> | null = null

  /** @param hasGpuFiles whether `auto` tries GPUs at all; see {@link mayHaveGpu} */
  constructor(launcher: EngineLauncher, hasGpuFiles: () => Promise<boolean> = mayHaveGpu) {
    this.#launcher = launcher
    this.#hasGpuFiles = hasGpuFiles
  }

  /** Every device, the usable ones first. The first time this takes about as long as it takes a GPU to start. */
  async list(): Promise<readonly DeviceInfo[]> {
    const devices = await Promise.all(deviceNames.map((name) => this.device(name)))
    return [...devices.filter(({ usable }) => usable), ...devices.filter(({ usable }) => !usable)]
  }

  /** Forgets what was found: a driver may have been installed. */
  forget(): void {
    this.#known = new Map()
    this.#gpus = null
  }

  /** A device, usable or not. */
  device(name: DeviceName): Promise<DeviceInfo> {
    const known = this.#known.get(name)
    if (known) return known
    const device = this.#look(name)
    this.#known.set(name, device)
    return device
  }

  /** A usable device. @throws LabError `device/unusable` */
  async usable(name: DeviceName): Promise<DeviceInfo> {
    const device = await this.device(name)
    if (device.usable) return device
    const remedy = device.command === '' ? device.remedy : `${device.remedy} ${device.command}`
    throw new LabError('device/unusable', phrase('The device {name} cannot be used: {reason}', { name, reason: device.reason }), remedy)
  }

  /** The devices that a choice allows: the named one, or for `auto` all usable ones but GPUs in software. @throws LabError `device/unusable` */
  async candidates(choice: DeviceChoice): Promise<readonly DeviceInfo[]> {
    if (choice !== 'auto') return [await this.usable(choice)]
    if (!(await this.#hasGpuFiles())) return [await this.device('cpu')]
    return (await this.list()).filter(({ usable, isSoftware }) => usable && !isSoftware)
  }

  /** The device of a choice for work that is not worth a calibration: for `auto` the CPU. @throws LabError `device/unusable` */
  async withoutCalibration(choice: DeviceChoice): Promise<DeviceName> {
    return choice === 'auto' ? 'cpu' : (await this.usable(choice)).name
  }

  /** Begins to read a GPU's usage; null where neither NVIDIA's tool nor AMD's driver reports it. */
  async watch(device: DeviceInfo): Promise<DeviceWatch | null> {
    if (device.name === 'cpu' || device.isSoftware) return null
    const gpus = await this.#nvidia()
    const gpu = device.name === 'cuda' ? gpuOfCuda(gpus) : gpuOfWebgpu(gpus, device.card ?? '')
    if (gpu) return NvidiaWatch.begin(gpu.index)
    if (!isAmd(device.card ?? '')) return null
    const amd = await AmdGpu.find()
    return (await amd?.watch()) ?? null
  }

  /** Ends probes that go on. */
  close(): void {
    this.#closing.abort()
  }

  async #look(name: DeviceName): Promise<DeviceInfo> {
    const tried = () => probe(this.#launcher, name, this.#closing.signal)
    switch (name) {
      case 'cpu':
        return cpuDevice()
      case 'webgpu': {
        const [outcome, gpus, amd] = await Promise.all([tried(), this.#nvidia(), AmdGpu.find()])
        return webgpuDevice(outcome, gpus, amd?.memoryBytes ?? null)
      }
      case 'cuda': {
        if (!hasCudaProvider) return cudaElsewhere()
        const gpus = await this.#nvidia()
        return (await isCudaProviderInstalled()) ? cudaDevice(await tried(), gpuOfCuda(gpus)) : cudaWithoutProvider(gpus)
      }
    }
  }

  #nvidia(): Promise<readonly NvidiaGpu[]> {
    this.#gpus ??= nvidiaGpus()
    return this.#gpus
  }
}
