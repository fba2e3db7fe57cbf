import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { BulkOperation } from '../../../../shared/model/image-operation.ts'
import { useCapabilities } from '../use-capabilities.ts'

interface StoresMenuProps {
  cloudId: string
  onChoose: (operation: BulkOperation) => void
}

/** Copies in other stores, where the cloud has several; and the cache. */
export function StoresMenu({ cloudId, onChoose }: StoresMenuProps) {
  const { t } = useTranslation()
  const capabilities = useCapabilities(cloudId)
  const stores = capabilities?.stores.isHere ? capabilities.stores.stores : []
  const writable = stores.filter(({ isReadOnly }) => !isReadOnly)
  if (stores.length < 2 && !capabilities?.cache.isHere) return null

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={13} aria-hidden />}>{t('images.bulk.stores')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stores.length > 1 && (
          <>
            {writable.map(({ id }) => (
              <Menu.Item
                key={`copy ${id}`}
                onClick={() => onChoose({ action: 'copy-to-stores', target: { stores: [id] } })}
              >
                {t('images.bulk.copyTo', { store: id })}
              </Menu.Item>
            ))}
            <Menu.Divider />
            {writable.map(({ id }) => (
              <Menu.Item
                key={`delete ${id}`}
                color="red"
                onClick={() => onChoose({ action: 'delete-from-store', store: id })}
              >
                {t('images.bulk.deleteFrom', { store: id })}
              </Menu.Item>
            ))}
          </>
        )}
        {capabilities?.cache.isHere && (
          <Menu.Item onClick={() => onChoose({ action: 'queue-for-cache' })}>
            {t('images.bulk.queueForCache')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
