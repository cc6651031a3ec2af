// Name and symbol of each theme.
import { phrase } from '@language/phrase'
import type { ThemeChoice } from '@contract/window/themes'

export const themeWords: Readonly<Record<ThemeChoice, { readonly label: string; readonly icon: string }>> = {
  system: { label: phrase('As the system'), icon: 'i-lucide-monitor' },
  light: { label: phrase('Light'), icon: 'i-lucide-sun' },
  dark: { label: phrase('Dark'), icon: 'i-lucide-moon' },
}
