import { ActionIcon, CopyButton as MantineCopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Copies a value; says so for two seconds. `label` names what is copied, for a screen reader. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation()
  return (
    <MantineCopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('common.copied') : `${t('common.copy')}: ${label}`}>
          <ActionIcon size="xs" onClick={copy} aria-label={`${t('common.copy')}: ${label}`}>
            {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </MantineCopyButton>
  )
}
