/** What the pictures of the screens are made of, and so which there are: `screens.page.spec.ts` writes each of them. */
export const languages = ['en', 'vi'] as const
export const themes = ['dark', 'light'] as const
export const sizes = [
  [1280, 800],
  [1920, 1080],
] as const
export const screens = ['images', 'requests', 'history', 'transfers', 'clouds', 'settings'] as const

/** English and the small size go without saying. */
export function pictureName(screen: string, theme: string, language: string, width: number): string {
  return (
    [screen, theme, ...(language === 'en' ? [] : [language]), ...(width === 1280 ? [] : [width])].join('-') +
    '.png'
  )
}

export const pictureNames: readonly string[] = screens.flatMap((screen) =>
  themes.flatMap((theme) =>
    languages.flatMap((language) => sizes.map(([width]) => pictureName(screen, theme, language, width))),
  ),
)
