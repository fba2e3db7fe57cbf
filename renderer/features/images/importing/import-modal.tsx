import { Autocomplete, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { ImageOperation } from '../../../../shared/model/image-operation.ts'
import { rulingForOperation } from '../../../../shared/model/operation-ruling.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { ExplainedButton } from '../../../ui/explained-button.tsx'
import { AsMenu } from '../as-menu.tsx'
import { useCapabilities } from '../use-capabilities.ts'
import { viewerOf } from '../use-image-actions.tsx'
import { checkImport, type ImportForm, importWays, toOperation } from './import-form.ts'
import { ImportProgressNote } from './import-progress.tsx'
import { StageFields, StageProgressNote } from './stage-fields.tsx'
import { useImportOrder } from './use-import-order.ts'
import { useImportWatch } from './use-import-watch.ts'

interface ImportModalProps {
  cloud: SignedInCloud
  image: Image
  onClose: () => void
}

/**
 * Lets the cloud fetch the data itself, or stages a file for it, and shows how far it is. Closing leaves an import to
 * the cloud, and stops a staging.
 */
export function ImportModal({ cloud, image, onClose }: ImportModalProps) {
  const { t } = useTranslation()
  const order = useImportOrder(cloud.id, image.id)
  const { progress, error } = useImportWatch(cloud.id, image.id, order.isOrdered)

  return (
    <Dialog
      onClose={onClose}
      size={520}
      hasFields
      title={t('images.import.title', { name: image.name || image.id })}
    >
      {order.isOrdered ? (
        <Stack gap="md">
          {progress && <ImportProgressNote progress={progress} />}
          {error !== null && <ErrorNote error={error} />}
          <Group justify="flex-end">
            <Button variant="filled" onClick={onClose}>
              {t('common.close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <ImportFields cloud={cloud} image={image} order={order} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface ImportFieldsProps extends ImportModalProps {
  order: ReturnType<typeof useImportOrder>
}

function ImportFields({ cloud, image, order, onClose }: ImportFieldsProps) {
  const { t } = useTranslation()
  const capabilities = useCapabilities(cloud.id)
  const isStaged = image.status === 'uploading'
  const [form, setForm] = useState<ImportForm>({
    way: isStaged ? 'glance-direct' : 'web-download',
    file: null,
    uri: '',
    regionName: '',
    sourceImageId: '',
    stores: [],
  })
  const [isChecked, setChecked] = useState(false)
  const problems = checkImport(form, isStaged)
  const stagesFirst = form.way === 'glance-direct' && !isStaged
  const operation: ImageOperation = stagesFirst ? { action: 'stage' } : toOperation(form)
  const ruling = rulingForOperation(operation, image, viewerOf(cloud), capabilities)
  const stores = capabilities?.stores.isHere ? capabilities.stores.stores : []
  const change = (changes: Partial<ImportForm>) => setForm((kept) => ({ ...kept, ...changes }))
  const errorOf = (field: keyof typeof problems) =>
    isChecked && problems[field] && t(`images.import.problem.${problems[field]}`)

  function submit(event?: FormEvent) {
    event?.preventDefault()
    setChecked(true)
    if (ruling.isAllowed && Object.keys(problems).length === 0) order.start(form)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Select
          data-autofocus
          label={t('images.import.way')}
          data={importWays.map((way) => ({ value: way, label: t(`images.import.ways.${way}`) }))}
          value={form.way}
          allowDeselect={false}
          onChange={(way) => change({ way: importWays.find((known) => known === way) ?? form.way })}
        />
        {form.way === 'web-download' && (
          <TextInput
            label={t('images.import.uri')}
            placeholder="https://"
            classNames={{ input: 'mono' }}
            spellCheck={false}
            value={form.uri}
            error={errorOf('uri')}
            onChange={(event) => change({ uri: event.currentTarget.value })}
          />
        )}
        {stagesFirst && (
          <StageFields
            image={image}
            file={form.file}
            error={errorOf('file') || undefined}
            onFile={(file) => change({ file })}
          />
        )}
        {form.way === 'glance-download' && (
          <Group grow align="flex-start">
            <Autocomplete
              label={t('images.import.region')}
              data={cloud.session.regionNames.filter((name) => name !== cloud.session.regionName)}
              value={form.regionName}
              error={errorOf('regionName')}
              onChange={(regionName) => change({ regionName })}
            />
            <TextInput
              label={t('images.import.sourceId')}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              value={form.sourceImageId}
              error={errorOf('sourceImageId')}
              onChange={(event) => change({ sourceImageId: event.currentTarget.value })}
            />
          </Group>
        )}
        {stores.length > 1 && (
          <Checkbox.Group
            label={t('images.import.stores')}
            description={t('images.import.storesHint')}
            value={form.stores}
            onChange={(chosen) => change({ stores: chosen })}
          >
            <Group mt="xs">
              {stores
                .filter(({ isReadOnly }) => !isReadOnly)
                .map(({ id }) => (
                  <Checkbox key={id} value={id} label={id} />
                ))}
            </Group>
          </Checkbox.Group>
        )}
        <Text c="dimmed">{t('images.import.hint')}</Text>
        {order.staging && <StageProgressNote staging={order.staging} />}
        {order.error !== null && <ErrorNote error={order.error} />}
        <Group justify="flex-end">
          <AsMenu
            cloud={cloud}
            image={image}
            operations={stagesFirst ? [operation, toOperation(form)] : [operation]}
          />
          <Button onClick={order.staging ? order.cancel : onClose}>
            {t(order.staging ? 'images.import.stopStaging' : 'common.cancel')}
          </Button>
          <ExplainedButton
            variant="filled"
            loading={order.isPending}
            reason={ruling.isAllowed ? null : t(`rules.${ruling.rule}`, { status: ruling.status })}
            onClick={() => submit()}
          >
            {t(stagesFirst ? 'images.import.stageAndImport' : 'images.import.submit')}
          </ExplainedButton>
        </Group>
      </Stack>
    </form>
  )
}
