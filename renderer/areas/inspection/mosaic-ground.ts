// The shade between the cells of a mosaic, in the theme that is shown.
import { computed, type ComputedRef } from 'vue'
import { useTheme } from '../../frame/theme'

const shades = { light: 222, dark: 33 } as const

export function useMosaicGround(): ComputedRef<number> {
  const theme = useTheme()
  return computed(() => shades[theme.isDark ? 'dark' : 'light'])
}
