import { Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconArrowsUpDown,
  IconCloud,
  IconHistory,
  IconPhoto,
  IconSettings,
  IconTransfer,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type RailScreen, screens, useNavigation } from '../lib/navigation.ts'
import classes from './layout.module.css'

export function Rail() {
  const { t } = useTranslation()
  const { screen: open, go } = useNavigation()

  return (
    <nav className={classes.rail} aria-label={t('app.name')}>
      {screens.map((screen, index) => {
        const Icon = icons[screen]
        return (
          <Tooltip key={screen} label={`${t(`screens.${screen}`)}  Alt+${index + 1}`} position="right">
            <UnstyledButton
              className={`${classes.railButton} ${screen === 'settings' ? classes.last : ''}`}
              aria-label={t(`screens.${screen}`)}
              aria-current={screen === open ? 'page' : undefined}
              onClick={() => go(screen)}
            >
              <Icon size={19} stroke={1.6} aria-hidden />
            </UnstyledButton>
          </Tooltip>
        )
      })}
    </nav>
  )
}

const icons = {
  images: IconPhoto,
  requests: IconTransfer,
  history: IconHistory,
  transfers: IconArrowsUpDown,
  clouds: IconCloud,
  settings: IconSettings,
} satisfies Record<RailScreen, unknown>
