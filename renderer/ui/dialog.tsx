import { Modal, type ModalProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './dialog.module.css'

interface DialogProps extends Pick<ModalProps, 'size'> {
  title: string
  /** What is typed must not be lost to a click beside it; one question without a field may be left so. */
  hasFields: boolean
  onClose: () => void
  children: ReactNode
}

/** A question over the screen. It is open for as long as it is mounted, so it starts empty each time. */
export function Dialog({ hasFields, ...dialog }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      {...dialog}
      opened
      closeOnClickOutside={!hasFields}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ title: classes.title ?? '' }}
    />
  )
}
