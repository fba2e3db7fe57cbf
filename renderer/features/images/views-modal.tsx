import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImageLook } from '../../../shared/model/image-look.ts'
import { useSettings } from '../../lib/settings.ts'
import { Dialog } from '../../ui/dialog.tsx'
import classes from './images.module.css'

interface ViewsModalProps {
  look: ImageLook
  onClose: () => void
}

/** Keeps the way the list is looked at under a name, and forgets those that are no longer wanted. */
export function ViewsModal({ look, onClose }: ViewsModalProps) {
  const { t } = useTranslation()
  const { settings, changeSettings } = useSettings()
  const [name, setName] = useState('')
  const views = settings?.imageViews ?? []
  const trimmed = name.trim()
  const isKnown = views.some((view) => view.name === trimmed)

  function keep(event: FormEvent) {
    event.preventDefault()
    if (trimmed === '') return
    const others = views.filter((view) => view.name !== trimmed)
    changeSettings({ imageViews: [...others, { name: trimmed, look }] })
    onClose()
  }

  return (
    <Dialog title={t('images.view.title')} size={420} hasFields onClose={onClose}>
      <form onSubmit={keep}>
        <Stack gap="md">
          <Text c="dimmed">{t('images.view.hint')}</Text>
          <TextInput
            data-autofocus
            label={t('images.view.name')}
            maxLength={80}
            value={name}
            description={isKnown ? t('images.view.replaces') : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ul className={classes.columns}>
            {views.map((view) => (
              <li key={view.name}>
                {view.name}
                <ActionIcon
                  size="sm"
                  aria-label={t('images.view.forget', { name: view.name })}
                  onClick={() => changeSettings({ imageViews: views.filter((other) => other !== view) })}
                >
                  <IconTrash size={14} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={trimmed === ''}>
              {t('images.view.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
