import { Modal, type ModalProps } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
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
  const [before] = useState(() => document.activeElement)

  // Mantine gives the focus back when a modal is closed, but not when it is taken away.
  useEffect(() => () => void (before instanceof HTMLElement && before.focus()), [before])

  return (
    <Modal
      {...dialog}
      opened
      returnFocus={false}
      closeOnClickOutside={!hasFields}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ title: classes.title ?? '' }}
    />
  )
}
