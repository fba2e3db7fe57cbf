import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import { isSignedIn, type SignedInCloud, useClouds } from '../../../lib/live.ts'
import { useNavigation } from '../../../lib/navigation.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { type Visibility, visibilities } from '../create/image-form.ts'
import { targetOf } from '../target-of.ts'
import { CopiedFacts } from './copied-facts.tsx'
import { CopiedImages } from './copied-images.tsx'
import { useStartCopies } from './use-start-copies.ts'

interface CopyModalProps {
  cloud: SignedInCloud
  images: readonly Image[]
  onClose: () => void
}

/** Asks where images are to go, and shows what goes along. One that could not be ordered stays, with the reason. */
export function CopyModal({ cloud, images, onClose }: CopyModalProps) {
  const { t } = useTranslation()
  const others = (useClouds() ?? []).filter(isSignedIn).filter(({ id }) => id !== cloud.id)
  const name = images[0]?.name || images[0]?.id
  return (
    <Dialog
      onClose={onClose}
      size={640}
      hasFields={others.length > 0}
      title={
        images.length === 1
          ? t('images.across.title', { name })
          : t('images.across.titleMany', { count: images.length })
      }
    >
      {others.length === 0 ? (
        <NowhereToGo onClose={onClose} />
      ) : (
        <CopyForm cloud={cloud} images={images} others={others} onClose={onClose} />
      )}
    </Dialog>
  )
}

function CopyForm({
  cloud,
  onClose,
  others,
  ...props
}: CopyModalProps & { others: readonly SignedInCloud[] }) {
  const { t } = useTranslation()
  // What was marked when the dialog opened: the list may change meanwhile.
  const [images, setImages] = useState(props.images)
  const [toCloudId, setToCloudId] = useState(others[0]?.id ?? '')
  const [name, setName] = useState(images[0]?.name ?? '')
  const [visibility, setVisibility] = useState<Visibility | null>(null)
  const [typed, setTyped] = useState('')
  const { start, isStarting, failures } = useStartCopies(cloud.id)
  const target = others.find(({ id }) => id === toCloudId)
  const only = images.length === 1 ? images[0] : undefined
  const mustType = target?.settings.isProtected === true
  const isNamed = !only || (name.trim() !== '' && name.trim().length <= 255)
  const isReady = target && isNamed && (!mustType || typed === target.settings.name)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!isReady) return
    const left = await start(images, {
      toCloudId,
      ...(only && { name: name.trim() }),
      ...(visibility && { visibility }),
    })
    if (left.length === 0) onClose()
    else setImages(left)
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <Select
          data-autofocus
          label={t('images.across.to')}
          data={others.map((other) => ({ value: other.id, label: targetOf(other) }))}
          value={toCloudId}
          allowDeselect={false}
          onChange={(id) => id && setToCloudId(id)}
        />
        {only ? (
          <TextInput
            label={t('images.across.name')}
            value={name}
            error={
              !isNamed && t(name.trim() === '' ? 'images.problem.nameMissing' : 'images.problem.nameTooLong')
            }
            onChange={(event) => setName(event.currentTarget.value)}
          />
        ) : (
          <CopiedImages images={images} failures={failures} />
        )}
        <Select
          label={t('images.column.visibility')}
          placeholder={t('images.across.visibilityKept')}
          clearable
          data={visibilities}
          value={visibility}
          onChange={setVisibility}
        />
        <CopiedFacts
          images={images}
          wish={{
            isAdmin: target?.session.roles.includes('admin') === true,
            visibility: visibility ?? undefined,
          }}
        />
        <Text c="dimmed" size="sm">
          {t('images.across.hint')}
        </Text>
        {mustType && (
          <TextInput
            label={t('images.bulk.typeCloud', { name: target.settings.name })}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {only && failures.has(only.id) && <ErrorNote error={failures.get(only.id)} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!isReady} loading={isStarting}>
            {only ? t('images.across.submit') : t('images.across.submitMany', { count: images.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function NowhereToGo({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <Stack gap="md">
      <Text>{t('images.across.nowhere')}</Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button data-autofocus variant="filled" onClick={() => go('clouds')}>
          {t('screens.clouds')}
        </Button>
      </Group>
    </Stack>
  )
}
