import { Skeleton, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { BulkOperation } from '../../../../shared/model/image-operation.ts'
import type { ImageCapabilities, ImageStore } from '../../../../shared/model/image-service.ts'
import { rulingForOperation } from '../../../../shared/model/operation-ruling.ts'
import { useApi } from '../../../lib/api-context.tsx'
import type { SignedInCloud } from '../../../lib/live.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { ExplainedButton } from '../../../ui/explained-button.tsx'
import { AsMenu } from '../as-menu.tsx'
import { ImportProgressNote } from '../importing/import-progress.tsx'
import { useImportWatch } from '../importing/use-import-watch.ts'
import { useCapabilities } from '../use-capabilities.ts'
import { viewerOf } from '../use-image-actions.tsx'
import type { ImageBrowserState } from '../use-image-browser.ts'
import classes from './sharing.module.css'

interface ImageStoresProps {
  browser: ImageBrowserState
  image: Image
}

/** Where copies of the data are, where more can be made, and which can go. */
export function ImageStores({ browser: { cloud, openDialog }, image }: ImageStoresProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const capabilities = useCapabilities(cloud.id)
  const copy = useMutation(query.images.import.mutationOptions())
  const { progress, error } = useImportWatch(cloud.id, image.id, copy.isSuccess)
  const one = { cloudId: cloud.id, imageId: image.id }

  if (!capabilities) return <Skeleton height={64} />
  if (!capabilities.stores.isHere) {
    return <p className={classes.hint}>{t('rules.has-no-stores', { status: capabilities.stores.status })}</p>
  }
  return (
    <Stack gap="sm">
      <ul className={classes.rows}>
        {capabilities.stores.stores.map((store) => (
          <Store
            key={store.id}
            cloud={cloud}
            image={image}
            store={store}
            capabilities={capabilities}
            isBusy={copy.isPending}
            onCopy={() =>
              copy.mutate({ ...one, method: { name: 'copy-image' }, target: { stores: [store.id] } })
            }
            onDelete={() =>
              openDialog({
                kind: 'confirm',
                image,
                operation: { action: 'delete-from-store', store: store.id },
              })
            }
          />
        ))}
      </ul>
      {copy.isError && <ErrorNote error={copy.error} />}
      {progress && <ImportProgressNote progress={progress} />}
      {error !== null && <ErrorNote error={error} />}
    </Stack>
  )
}

interface StoreProps {
  cloud: SignedInCloud
  image: Image
  store: ImageStore
  capabilities: ImageCapabilities
  isBusy: boolean
  onCopy: () => void
  onDelete: () => void
}

function Store({ cloud, image, store, capabilities, isBusy, onCopy, onDelete }: StoreProps) {
  const { t } = useTranslation()
  const isHere = image.stores.includes(store.id)
  const operation: BulkOperation = isHere
    ? { action: 'delete-from-store', store: store.id }
    : { action: 'copy-to-stores', target: { stores: [store.id] } }
  const ruling = rulingForOperation(operation, image, viewerOf(cloud), capabilities)

  const facts = [
    store.isDefault && t('images.stores.default'),
    store.isReadOnly && t('images.stores.readOnly'),
    isHere && t('images.stores.here'),
  ]

  return (
    <li>
      <div className={classes.row}>
        <span className={classes.name} title={store.description ?? undefined}>
          {store.id}
          <div className={classes.hint}>{facts.filter((fact) => fact !== false).join(' · ')}</div>
        </span>
        <AsMenu cloud={cloud} image={image} operations={[operation]} />
        <ExplainedButton
          reason={ruling.isAllowed ? null : t(`rules.${ruling.rule}`, { status: ruling.status })}
          disabled={isBusy}
          onClick={isHere ? onDelete : onCopy}
        >
          {t(isHere ? 'images.stores.delete' : 'images.stores.copy')}
        </ExplainedButton>
      </div>
    </li>
  )
}
