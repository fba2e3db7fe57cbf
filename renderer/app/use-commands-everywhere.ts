import { useTranslation } from 'react-i18next'

import type { Command } from '../lib/commands.ts'
import { useActiveCloud, useClouds } from '../lib/live.ts'
import { screens, useNavigation } from '../lib/navigation.ts'
import { useSettings } from '../lib/settings.ts'
import { openKeys } from './keys-on-demand.tsx'

/** Where to go and what to switch, from any screen. */
export function useCommandsEverywhere(): Command[] {
  const { t, i18n } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const clouds = useClouds() ?? []
  const active = useActiveCloud()
  const { settings, changeSettings } = useSettings()

  return [
    ...screens.map((screen, index) => ({
      id: `go-${screen}`,
      label: t('app.goTo', { screen: t(`screens.${screen}`) }),
      hint: `Alt+${index + 1}`,
      place: screen === 'settings' ? ('settings' as const) : ('go' as const),
      run: () => go(screen),
    })),
    {
      id: 'service',
      label: t('app.service'),
      hint: t('app.serviceHint'),
      place: 'go',
      run: () => go('service'),
    },
    { id: 'keys', label: t('app.keys'), hint: '?', place: 'help', run: openKeys },
    { id: 'tour', label: t('app.tour'), hint: t('app.tourHint'), place: 'help', run: () => go('tour') },
    ...clouds.map((cloud) => ({
      id: `cloud-${cloud.id}`,
      label: cloud.settings.name,
      hint: t('app.chooseCloud'),
      place: 'cloud' as const,
      isChosen: cloud.id === active?.id,
      run: () => changeSettings({ activeCloudId: cloud.id }),
    })),
    ...(['dark', 'light', 'system'] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: `${t('settings.theme')}: ${t(`settings.${theme}`)}`,
      place: 'theme' as const,
      isChosen: settings?.theme === theme,
      run: () => changeSettings({ theme }),
    })),
    ...(['en', 'vi'] as const).map((language) => ({
      id: `language-${language}`,
      label: `${t('settings.language')}: ${languageNames[language]}`,
      place: 'language' as const,
      isChosen: i18n.language === language,
      run: () => changeSettings({ language }),
    })),
  ]
}

const languageNames = { en: 'English', vi: 'Tiếng Việt' }
