import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { IconRefresh, IconServer, IconX } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { useNavigation } from '../../lib/navigation.ts'
import classes from './images.module.css'
import { pickFiles } from './upload/pick-files.ts'
import type { ImageBrowserState } from './use-image-browser.ts'

interface ImageToolbarProps {
  browser: ImageBrowserState
  filterRef: RefObject<HTMLInputElement | null>
  onLeave: () => void
}

export function ImageToolbar({ browser, filterRef, onLeave }: ImageToolbarProps) {
  const { t } = useTranslation()
  const { list, openDialog, refresh, takeDrop } = browser
  const go = useNavigation((navigation) => navigation.go)

  return (
    <div className={classes.toolbar}>
      <Filter browser={browser} filterRef={filterRef} onLeave={onLeave} />
      <span className={classes.spring} />
      <Tooltip label={t('common.refresh')}>
        <ActionIcon
          size={30}
          aria-label={t('common.refresh')}
          onClick={refresh}
          loading={list.isFetching}
          loaderProps={{ size: 14 }}
        >
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('app.service')}>
        <ActionIcon size={30} aria-label={t('app.service')} onClick={() => go('service')}>
          <IconServer size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Button onClick={() => openDialog({ kind: 'create' })}>{t('images.create.open')}</Button>
      <Button variant="filled" onClick={() => void pickFiles({ isMultiple: true }).then(takeDrop)}>
        {t('images.upload.open')}
      </Button>
    </div>
  )
}

function Filter({ browser: { list, view, changeLook }, filterRef, onLeave }: ImageToolbarProps) {
  const { t, i18n } = useTranslation()

  const count = list.images.length
  const placeholder =
    count === 0
      ? t('images.filter.placeholderNone')
      : t('images.filter.placeholder', { count, total: count.toLocaleString(i18n.language) })

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') changeLook({ text: '' })
    if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave()
  }

  return (
    <TextInput
      ref={filterRef}
      className={classes.filter ?? ''}
      type="search"
      aria-label={t('images.filter.label')}
      placeholder={placeholder}
      value={view.text}
      onChange={(event) => changeLook({ text: event.currentTarget.value })}
      onKeyDown={onKeyDown}
      rightSection={
        view.text !== '' && (
          <ActionIcon
            size="xs"
            aria-label={t('images.filter.clear')}
            onClick={() => changeLook({ text: '' })}
          >
            <IconX size={13} aria-hidden />
          </ActionIcon>
        )
      }
    />
  )
}
