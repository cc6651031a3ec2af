// The theme: light, dark, or the system's; the choice is remembered. High contrast is the system's alone.
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

  // The system's colours of high contrast replace the page's ground, so that the other theme's lines could not be seen on it.
  const forced = matchMedia('(forced-colors: active)')
  const hasForcedColours = ref(forced.matches)
  forced.addEventListener('change', (event) => {
    hasForcedColours.value = event.matches
  })

  const isDark = computed(() => (choice.value === 'system' || hasForcedColours.value ? systemIsDark.value : choice.value === 'dark'))

  // A font with thousands of letters is loaded in parts when they are first drawn: what a canvas drew until then it drew in another font.
  const fontParts = ref(0)
  if ('fonts' in document) { // which the page of unit tests has not
    document.fonts.addEventListener('loadingdone', () => {
      fontParts.value += 1
    })
  }

  /** Changes with everything that canvases take their colours and letters from. */
  const palette = computed(() => `${isDark.value ? 'dark' : 'light'}${hasForcedColours.value ? ', high contrast' : ''}, ${fontParts.value}`)

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

  return { choice, isDark, palette, follow }
})
