import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useSettings } from '../lib/settings.ts'
import classes from './layout.module.css'

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const { changeSettings } = useSettings()
  const other = i18n.language === 'vi' ? 'en' : 'vi'

  return (
    <UnstyledButton
      className={classes.chip}
      aria-label={`${t('app.language')}: ${i18n.language.toUpperCase()}`}
      onClick={() => changeSettings({ language: other })}
    >
      {i18n.language.toUpperCase()}
    </UnstyledButton>
  )
}
