import { create } from 'zustand'

/** Those that the rail leads to. */
export const screens = ['images', 'requests', 'history', 'transfers', 'clouds', 'settings'] as const
export type RailScreen = (typeof screens)[number]
export type Screen = RailScreen | 'tour' | 'service'

interface Navigation {
  screen: Screen
  go(screen: Screen): void
}

/** Which screen is open. The address holds it as `#/images`, so that reload and back work. */
export const useNavigation = create<Navigation>((set) => {
  window.addEventListener('hashchange', () => set({ screen: screenFromAddress() }))
  return {
    screen: screenFromAddress(),
    go: (screen) => {
      window.location.hash = `#/${screen}`
      set({ screen })
    },
  }
})

function screenFromAddress(): Screen {
  const name = window.location.hash.replace(/^#\//, '')
  return [...screens, 'tour' as const, 'service' as const].find((screen) => screen === name) ?? 'images'
}
