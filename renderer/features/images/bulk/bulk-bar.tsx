import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { rulingFor } from '../../../../shared/model/image-action.ts'
import type { BulkOperation } from '../../../../shared/model/image-operation.ts'
import { viewerOf } from '../use-image-actions.tsx'
import type { ImageBrowserState } from '../use-image-browser.ts'
import classes from './bulk.module.css'
import { StoresMenu } from './stores-menu.tsx'

/** What can be done to all marked images. Each opens its plan; nothing is sent by a click here. */
export function BulkBar({ browser }: { browser: ImageBrowserState }) {
  const { t, i18n } = useTranslation()
  const { marked, openDialog, select, selected } = browser
  const withData = marked.filter((image) => rulingFor('download', image, viewerOf(browser.cloud)).isAllowed)
  const plan = (operation: BulkOperation) => openDialog({ kind: 'bulk', operation })

  return (
    <div className={classes.bar} role="toolbar" aria-label={t('images.bulk.bar')}>
      <span>
        {t('images.marked', { count: marked.length, total: marked.length.toLocaleString(i18n.language) })}
      </span>
      <Button onClick={() => plan({ action: 'deactivate' })}>{t('images.action.deactivate')}</Button>
      <Button onClick={() => plan({ action: 'reactivate' })}>{t('images.action.reactivate')}</Button>
      <SetMenu onChoose={plan} />
      <Button onClick={() => plan({ action: 'share', projectId: '' })}>{t('images.bulk.share')}</Button>
      <StoresMenu cloudId={browser.cloud.id} onChoose={plan} />
      <Button disabled={withData.length === 0} onClick={() => openDialog({ kind: 'copy', images: withData })}>
        {t('images.across.open')}
      </Button>
      <Button color="red" onClick={() => plan({ action: 'delete' })}>
        {t('images.action.delete')}
      </Button>
      <span className={classes.spring} />
      <Tooltip label={t('images.bulk.clear')}>
        <ActionIcon
          size={26}
          aria-label={t('images.bulk.clear')}
          onClick={() => select(selected?.id ?? null)}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

const visibilities = ['private', 'shared', 'community', 'public'] as const

const switches = [
  ['protect', { action: 'set-protected', isProtected: true }],
  ['unprotect', { action: 'set-protected', isProtected: false }],
  ['hide', { action: 'set-hidden', isHidden: true }],
  ['unhide', { action: 'set-hidden', isHidden: false }],
] as const

function SetMenu({ onChoose }: { onChoose: (operation: BulkOperation) => void }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={13} aria-hidden />}>{t('images.bulk.set')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {visibilities.map((visibility) => (
          <Menu.Item key={visibility} onClick={() => onChoose({ action: 'set-visibility', visibility })}>
            {t('images.bulk.name.set-visibility', { visibility })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {switches.map(([name, operation]) => (
          <Menu.Item key={name} onClick={() => onChoose(operation)}>
            {t(`images.bulk.name.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChoose({ action: 'add-tag', tag: '' })}>
          {t('images.bulk.addTag')}
        </Menu.Item>
        <Menu.Item onClick={() => onChoose({ action: 'remove-tag', tag: '' })}>
          {t('images.bulk.removeTag')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
