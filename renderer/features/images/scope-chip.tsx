import { Menu, UnstyledButton } from '@mantine/core'
import { IconCloud } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type ListScope, listScopes } from '../../../shared/model/image-look.ts'
import classes from './images.module.css'
import type { ImageBrowserState } from './use-image-browser.ts'

/** Which of the cloud's lists is asked for: some images are in none but their own. */
export function ScopeChip({ browser: { view, changeLook } }: { browser: ImageBrowserState }) {
  const { t } = useTranslation()

  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.chip}
          title={t(`images.scope.${view.scope}.hint`)}
          data-chosen={view.scope !== 'usual' || undefined}
        >
          <IconCloud size={12} className={classes.chipIcon} aria-hidden />
          {t(`images.scope.${view.scope}.name`)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.facet}>
        <Menu.RadioGroup value={view.scope} onChange={(scope) => changeLook({ scope: scope as ListScope })}>
          {listScopes.map((scope) => (
            <Menu.RadioItem key={scope} value={scope} closeMenuOnClick>
              {t(`images.scope.${scope}.name`)}
              <div className={classes.hint}>{t(`images.scope.${scope}.hint`)}</div>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
