import { Anchor, CloseButton, Code, Group, Loader, Popover } from '@mantine/core'
import { type KeyboardEvent, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { AppErrorCode } from '../../shared/errors.ts'

/** Beside the sentence about a failure: opens why it happens, what to do, and what was kept. */
export function ErrorMeaning({ code }: { code: AppErrorCode }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)

  return (
    <Popover
      opened={isOpen}
      onDismiss={close}
      trapFocus
      returnFocus
      width={460}
      shadow="md"
      position="bottom-start"
    >
      <Popover.Target>
        <Anchor
          component="button"
          type="button"
          fz="xs"
          c="inherit"
          td="underline"
          onClick={() => setOpen(!isOpen)}
        >
          {t('common.whatIsThis')}
        </Anchor>
      </Popover.Target>
      {/* Escape closes this alone, not the dialog below that shows the failure. */}
      <Popover.Dropdown
        data-mantine-stop-propagation="true"
        maw="calc(100vw - 32px)"
        onKeyDown={keepFromScreen}
      >
        <Group justify="space-between" wrap="nowrap" mb={4}>
          <Code>{code}</Code>
          <CloseButton
            size="sm"
            aria-label={t('common.close')}
            data-mantine-stop-propagation="true"
            onClick={close}
          />
        </Group>
        <Suspense fallback={<Loader size="xs" />}>
          <ErrorGuide code={code} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What is typed here is not for the list or the pane that shows the failure; Tab is left to the focus trap. */
function keepFromScreen(event: KeyboardEvent): void {
  if (event.key !== 'Tab') event.stopPropagation()
}

const ErrorGuide = lazy(async () => ({ default: (await import('./error-guide.tsx')).ErrorGuide }))
