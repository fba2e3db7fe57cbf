import { Menu, Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useSettings } from '../../lib/settings.ts'
import { copyOf } from './copy-rows.ts'
import { usualLook } from './image-look.ts'
import type { ImageBrowserState } from './use-image-browser.ts'

/** How the list is looked at, kept views, and the list as text to take along. */
export function ViewMenu({ browser }: { browser: ImageBrowserState }) {
  const { t } = useTranslation()
  const { view, changeLook, openDialog, list } = browser
  const views = useSettings().settings?.imageViews ?? []

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          flex="none"
          size="compact-sm"
          variant="subtle"
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          {t('images.view.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length > 0 && <Menu.Label>{t('images.view.saved')}</Menu.Label>}
        {views.map(({ name, look }) => (
          <Menu.Item key={name} onClick={() => changeLook(look)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => changeLook(usualLook)}>{t('images.view.usual')}</Menu.Item>
        <Menu.Item onClick={() => openDialog({ kind: 'views' })}>{t('images.view.keep')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => openDialog({ kind: 'columns' })}>{t('images.columns.open')}</Menu.Item>
        <Menu.CheckboxItem checked={view.asksCloud} onChange={(asksCloud) => changeLook({ asksCloud })}>
          {t('images.view.askCloud')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <CopyItems browser={browser} isComplete={list.isComplete} />
      </Menu.Dropdown>
    </Menu>
  )
}

function CopyItems({ browser, isComplete }: { browser: ImageBrowserState; isComplete: boolean }) {
  const { t, i18n } = useTranslation()
  const clipboard = useClipboard()
  const { marked, rows, view } = browser
  const images = marked.length > 0 ? marked : rows.map(({ image }) => image)
  const count = images.length
  const total = count.toLocaleString(i18n.language)

  function copy(kind: 'csv' | 'json') {
    clipboard.copy(copyOf(kind, images, view.columns))
    notifications.show({ message: t('images.copy.done', { count, total }) })
  }

  return (['csv', 'json'] as const).map((kind) => (
    <Menu.Item key={kind} disabled={count === 0} onClick={() => copy(kind)}>
      {t(isComplete || marked.length > 0 ? 'images.copy.rows' : 'images.copy.rowsSoFar', {
        count,
        total,
        kind: kind.toUpperCase(),
      })}
    </Menu.Item>
  ))
}
