// The scale of axes that can be linear or logarithmic; the choice is remembered.
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { AxisScale } from './chart-model'

const storageKey = 'loss-axis'

export const useAxisChoice = defineStore('axis-choice', () => {
  const scale = ref<AxisScale>(localStorage.getItem(storageKey) === 'log' ? 'log' : 'linear')
  watch(scale, (value) => {
    localStorage.setItem(storageKey, value)
  })
  return { scale }
})
