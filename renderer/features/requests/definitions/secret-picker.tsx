import { ActionIcon, Menu } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useVariables } from '../use-variables.ts'

interface SecretPickerProps {
  /** How the row is called. */
  readonly name: string
  /** The variable that is defined: it cannot be its own value. */
  readonly own: string
  readonly onPick: (name: string) => void
}

/** Puts the name of a secret that is kept already in place of a value. */
export function SecretPicker({ name, own, onPick }: SecretPickerProps) {
  const { t } = useTranslation()
  const { data } = useVariables()
  const secrets = (data ?? []).filter((variable) => variable.isSecret && variable.name !== own)
  return (
    <Menu position="bottom-end" withinPortal width={280}>
      <Menu.Target>
        <ActionIcon
          size="sm"
          title={t('requests.definitions.fromVault')}
          aria-label={`${t('requests.definitions.fromVault')} ${name}`}
        >
          <IconKey size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={260} style={{ overflowY: 'auto' }}>
        {secrets.map((secret) => (
          <Menu.Item
            key={secret.name}
            rightSection={t(`requests.originOf.${secret.origin}`)}
            onClick={() => onPick(secret.name)}
          >
            <span className="mono">{secret.name}</span>
          </Menu.Item>
        ))}
        {secrets.length === 0 && <Menu.Item disabled>{t('requests.definitions.noSecrets')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
