import { useHotkeys } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type Command, useOfferedCommands } from '../lib/commands.ts'
import { screens, useNavigation } from '../lib/navigation.ts'
import { useCommandsEverywhere } from './use-commands-everywhere.ts'
import { useNativeMenu } from './use-native-menu.ts'

/** Ctrl+K: the commands of the open screen first, then where to go and what to switch. */
export function Palette() {
  const { t } = useTranslation()
  const ofScreen = useOfferedCommands()
  const everywhere = useCommandsEverywhere()
  useNativeMenu(ofScreen, everywhere)
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
      attributes={{ content: { 'aria-label': t('app.palette') } }}
      scrollable
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      maxHeight={420}
      searchProps={{ placeholder: t('app.palette'), leftSection: <IconSearch size={16} aria-hidden /> }}
    />
  )
}

function toAction({ id, label, hint, run }: Command): SpotlightActionData {
  return { id, label, ...(hint ? { description: hint } : {}), onClick: run }
}
