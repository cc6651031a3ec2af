// The devices of this machine, found by the lab: when the window opens, and again when the user asks for it.
import type { DeviceInfo } from '@contract/devices/devices'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isSame } from '../../frame/is-same'
import { ask } from '../../frame/lab'

export const useDevices = defineStore('devices', () => {
  /** The usable ones first; empty until they are found. */
  const devices = shallowRef<readonly DeviceInfo[]>([])
  const problem = shallowRef<Problem | null>(null)
  const isLooking = ref(false)

  async function look(again: boolean): Promise<void> {
    if (isLooking.value) return
    isLooking.value = true
    try {
      devices.value = await ask('devices', again)
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      isLooking.value = false
    }
  }

  /** Takes over what the lab knows by now, without a busy sign; does nothing during a search for devices. */
  async function refresh(): Promise<void> {
    if (isLooking.value) return
    try {
      const known = await ask('devices', false)
      if (!isSame(known, devices.value)) devices.value = known
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  /** The devices that the lab knows; the lab looks for them at the first call. */
  const load = (): Promise<void> => look(false)
  /** Lets the lab look again, e.g. after a driver was installed. */
  const lookAgain = (): Promise<void> => look(true)

  const usable = computed(() => devices.value.filter((device) => device.usable))

  return { devices, usable, problem, isLooking, load, refresh, lookAgain }
})
