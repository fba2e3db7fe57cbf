import { create } from 'zustand'

export const screens = ['images', 'requests', 'history', 'transfers', 'clouds', 'settings'] as const
export type Screen = (typeof screens)[number]

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
  return screens.find((screen) => screen === name) ?? 'images'
}
