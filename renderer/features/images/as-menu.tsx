import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconCode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { explainOperation } from '../../../shared/model/explain-operation.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { ImageOperation } from '../../../shared/model/image-operation.ts'
import { useApi } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { useWorkbenchInbox } from '../../lib/workbench-inbox.ts'

interface AsMenuProps {
  cloud: SignedInCloud
  image: Image
  operations: readonly ImageOperation[]
  size?: number
}

/** Each action as what it is beneath: a request, a cURL line, a line for the command-line client. Nothing is sent. */
export function AsMenu({ cloud, image, operations, size = 30 }: AsMenuProps) {
  const { t } = useTranslation()
  const [first] = operations
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('images.as.open')}>
          <ActionIcon size={size} variant="default" aria-label={t('images.as.open')}>
            <IconCode size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {first && operations.length === 1 ? (
          <Forms cloud={cloud} image={image} operation={first} />
        ) : (
          operations.map((operation) => (
            <Menu.Sub key={operation.action} position="left-start">
              <Menu.Sub.Target>
                <Menu.Sub.Item>{t(`images.as.action.${operation.action}`)}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                <Forms cloud={cloud} image={image} operation={operation} />
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          ))
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

interface FormsProps {
  cloud: SignedInCloud
  image: Image
  operation: ImageOperation
}

function Forms({ cloud, image, operation }: FormsProps) {
  const { t } = useTranslation()
  const { client } = useApi()
  const clipboard = useClipboard()
  const go = useNavigation((navigation) => navigation.go)
  const put = useWorkbenchInbox((inbox) => inbox.put)
  const name = `${t(`images.as.action.${operation.action}`)}: ${image.name || image.id}`
  const { draft, command } = explainOperation(operation, image, name)

  function copy(text: string) {
    clipboard.copy(text)
    notifications.show({ message: t('images.as.copied') })
  }

  function open() {
    put(draft)
    go('requests')
  }

  async function copyAsCurl() {
    try {
      copy((await client.requests.toCurl({ draft, cloudId: cloud.id, withSecrets: false })).command)
    } catch (error) {
      notifications.show({ color: 'red', message: explainError(t, error) })
    }
  }

  return (
    <>
      <Menu.Item onClick={open}>{t('images.as.request')}</Menu.Item>
      <Menu.Item onClick={() => void copyAsCurl()}>{t('images.as.curl')}</Menu.Item>
      <Menu.Item disabled={command === null} onClick={() => command !== null && copy(command)}>
        {t(command === null ? 'images.as.noCommand' : 'images.as.command', {
          client: command?.split(' ')[0],
        })}
      </Menu.Item>
    </>
  )
}
