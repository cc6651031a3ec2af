// The theme: light, dark, or the system's; the choice is remembered.
import { themeChoices, type ThemeChoice } from '@contract/window/themes'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'

const storageKey = 'theme'

function remembered(): ThemeChoice {
  const stored = localStorage.getItem(storageKey)
  return themeChoices.find((choice) => choice === stored) ?? 'system'
}

export const useTheme = defineStore('theme', () => {
  const choice = ref<ThemeChoice>(remembered())
  const system = matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = ref(system.matches)
  system.addEventListener('change', (event) => {
    systemIsDark.value = event.matches
  })

  const isDark = computed(() => (choice.value === 'system' ? systemIsDark.value : choice.value === 'dark'))

  /** Sets the page's class by the choice, now and whenever it changes. */
  function follow(): void {
    watch(isDark, (dark) => {
      document.documentElement.classList.toggle('dark', dark)
      document.documentElement.classList.toggle('light', !dark)
    }, { immediate: true })
    watch(choice, (value) => {
      localStorage.setItem(storageKey, value)
    })
  }

  return { choice, isDark, follow }
})
