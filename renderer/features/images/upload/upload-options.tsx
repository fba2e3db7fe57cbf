import { Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { SignedInCloud } from '../../../lib/live.ts'
import { type Visibility, visibilities } from '../create/image-form.ts'
import { useCapabilities } from '../use-capabilities.ts'

/** What holds for all files of one upload. */
export interface UploadChoices {
  readonly visibility: Visibility
  readonly containerFormat: string
  /** Null: the cloud chooses. */
  readonly store: string | null
}

interface UploadOptionsProps {
  cloud: SignedInCloud
  containerFormats: readonly string[]
  choices: UploadChoices
  onChange: (changes: Partial<UploadChoices>) => void
}

/** The store is asked about only where there is a choice. */
export function UploadOptions({ cloud, containerFormats, choices, onChange }: UploadOptionsProps) {
  const { t } = useTranslation()
  const has = useCapabilities(cloud.id)?.stores
  const stores = has?.isHere ? has.stores.filter(({ isReadOnly }) => !isReadOnly) : []
  const usual = stores.find(({ isDefault }) => isDefault)?.id ?? ''

  return (
    <Group grow align="flex-start">
      <Select
        label={t('images.field.containerFormat')}
        data={[...containerFormats]}
        value={choices.containerFormat}
        onChange={(containerFormat) => containerFormat && onChange({ containerFormat })}
      />
      <Select
        label={t('images.column.visibility')}
        data={visibilities}
        value={choices.visibility}
        onChange={(visibility) => visibility && onChange({ visibility })}
      />
      {stores.length > 1 && (
        <Select
          label={t('images.upload.store')}
          placeholder={t('images.upload.storeByCloud', { store: usual })}
          clearable
          data={stores.map(({ id }) => id)}
          value={choices.store}
          onChange={(store) => onChange({ store })}
        />
      )}
    </Group>
  )
}
