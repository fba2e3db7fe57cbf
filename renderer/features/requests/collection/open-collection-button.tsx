import { Button } from '@mantine/core'
import { IconFolderPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const OpenCollection = lazy(async () => ({
  default: (await import('./open-collection.tsx')).OpenCollection,
}))

export function OpenCollectionButton() {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <Button
        m="sm"
        variant="subtle"
        leftSection={<IconFolderPlus size={14} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('requests.collection.add')}
      </Button>
      {isOpen && (
        <Suspense>
          <OpenCollection onClose={close} onOpened={close} />
        </Suspense>
      )}
    </>
  )
}
