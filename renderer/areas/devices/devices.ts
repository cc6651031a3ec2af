// The devices of this machine, as the lab finds them: looked for when the window opens, and again when the user wants it.
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

  /** Asks for what the lab knows by now, without a sign that it is asked; nothing while devices are looked for. */
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

  /** Asks for what is known, or is looked for at first. */
  const load = (): Promise<void> => look(false)
  /** Looks anew, after a driver was installed, say. */
  const lookAgain = (): Promise<void> => look(true)

  const usable = computed(() => devices.value.filter((device) => device.usable))

  return { devices, usable, problem, isLooking, load, refresh, lookAgain }
})
