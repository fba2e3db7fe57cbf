import { ActionIcon, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import { rulingFor } from '../../../../shared/model/image-action.ts'
import { useApi } from '../../../lib/api-context.tsx'
import type { SignedInCloud } from '../../../lib/live.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { viewerOf } from '../use-image-actions.tsx'
import { useImagesRefresh } from '../use-images-refresh.ts'
import classes from './inspector.module.css'

/** The image's tags. Each is one call by itself, so that two people can tag at once. */
export function ImageTags({ cloud, image }: { cloud: SignedInCloud; image: Image }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const onSettled = useImagesRefresh()
  const add = useMutation(query.images.addTag.mutationOptions({ onSuccess: () => setTyped(''), onSettled }))
  const remove = useMutation(query.images.removeTag.mutationOptions({ onSettled }))
  const [typed, setTyped] = useState('')
  const one = { cloudId: cloud.id, imageId: image.id }
  const ruling = rulingFor('add-tag', image, viewerOf(cloud))
  const tag = typed.trim()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (tag !== '' && ruling.isAllowed) add.mutate({ ...one, tag })
  }

  return (
    <form onSubmit={submit}>
      <h3 className={classes.heading}>
        {t('images.fact.tags')} <span className={classes.count}>{image.tags.length}</span>
      </h3>
      <span className={classes.tagList}>
        {image.tags.map((known) => (
          <span key={known} className={classes.tag}>
            <bdi>{known}</bdi>
            {ruling.isAllowed && (
              <ActionIcon
                size={14}
                aria-label={t('images.tags.remove', { tag: known })}
                onClick={() => remove.mutate({ ...one, tag: known })}
              >
                <IconX size={11} aria-hidden />
              </ActionIcon>
            )}
          </span>
        ))}
      </span>
      {ruling.isAllowed && (
        <TextInput
          mt="xs"
          aria-label={t('images.tags.add')}
          placeholder={t('images.tags.add')}
          maxLength={255}
          value={typed}
          disabled={add.isPending}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {add.isError && <ErrorNote error={add.error} />}
      {remove.isError && <ErrorNote error={remove.error} />}
    </form>
  )
}
