// Name and symbol of each theme.
import type { ThemeChoice } from '@contract/window/themes'

export const themeWords: Readonly<Record<ThemeChoice, { readonly label: string; readonly icon: string }>> = {
  system: { label: 'As the system', icon: 'i-lucide-monitor' },
  light: { label: 'Light', icon: 'i-lucide-sun' },
  dark: { label: 'Dark', icon: 'i-lucide-moon' },
}
