import { useHotkeys } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type Command, useOfferedCommands } from '../lib/commands.ts'
import { useClouds } from '../lib/live.ts'
import { screens, useNavigation } from '../lib/navigation.ts'
import { useSettings } from '../lib/settings.ts'

/** Ctrl+K: the commands of the open screen first, then where to go and what to switch. */
export function Palette() {
  const { t } = useTranslation()
  const ofScreen = useOfferedCommands()
  const everywhere = useCommandsEverywhere()
  const go = useNavigation((navigation) => navigation.go)
  useHotkeys(
    screens.map((screen, index) => [`alt+${index + 1}`, () => go(screen)]),
    [],
  )

  return (
    <Spotlight
      actions={[...ofScreen, ...everywhere].map(toAction)}
      shortcut="mod + K"
      tagsToIgnore={[]}
      triggerOnContentEditable
      nothingFound={t('app.paletteEmpty')}
      highlightQuery
      scrollable
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      maxHeight={420}
      searchProps={{ placeholder: t('app.palette'), leftSection: <IconSearch size={16} aria-hidden /> }}
    />
  )
}

function useCommandsEverywhere(): Command[] {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const clouds = useClouds() ?? []
  const { changeSettings } = useSettings()

  return [
    ...screens.map((screen) => ({
      id: `go-${screen}`,
      label: t('app.goTo', { screen: t(`screens.${screen}`) }),
      run: () => go(screen),
    })),
    { id: 'service', label: t('app.service'), hint: t('app.serviceHint'), run: () => go('service') },
    { id: 'tour', label: t('app.tour'), hint: t('app.tourHint'), run: () => go('tour') },
    ...clouds.map((cloud) => ({
      id: `cloud-${cloud.id}`,
      label: cloud.settings.name,
      hint: t('app.chooseCloud'),
      run: () => changeSettings({ activeCloudId: cloud.id }),
    })),
    ...(['dark', 'light', 'system'] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: `${t('settings.theme')}: ${t(`settings.${theme}`)}`,
      run: () => changeSettings({ theme }),
    })),
    {
      id: 'language-en',
      label: `${t('settings.language')}: English`,
      run: () => changeSettings({ language: 'en' }),
    },
    {
      id: 'language-vi',
      label: `${t('settings.language')}: Tiếng Việt`,
      run: () => changeSettings({ language: 'vi' }),
    },
  ]
}

function toAction({ id, label, hint, run }: Command): SpotlightActionData {
  return { id, label, ...(hint ? { description: hint } : {}), onClick: run }
}
