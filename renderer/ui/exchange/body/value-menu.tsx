import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { TreeNode } from '../../../lib/body/body-document.ts'
import type { BodyReader } from '../../../lib/body/body-reader.ts'
import type { Links } from './use-links.ts'

/** A value, and where on the screen its menu opens. */
export interface ValueAt {
  readonly x: number
  readonly y: number
  readonly path: string
  readonly node: TreeNode
}

interface ValueMenuProps {
  readonly at: ValueAt | null
  readonly reader: BodyReader
  readonly links: Links
  readonly onCapture: ((path: string) => void) | undefined
  readonly onClose: () => void
}

/** What can be done with a value of an answer. */
export function ValueMenu({ at, reader, links, onCapture, onClose }: ValueMenuProps) {
  const { t } = useTranslation()
  if (!at) return null
  const url = links.urlOf(at.node)
  const copyValue = async () => await navigator.clipboard.writeText(await reader.ask('value', at.node.start))
  return (
    <Menu opened onClose={onClose} position="bottom-start" withinPortal returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {url !== null && <Menu.Item onClick={() => links.open(url)}>{t('requests.body.openLink')}</Menu.Item>}
        {onCapture && <Menu.Item onClick={() => onCapture(at.path)}>{t('requests.body.capture')}</Menu.Item>}
        <Menu.Item onClick={() => void copyValue()}>{t('requests.body.copyValue')}</Menu.Item>
        <Menu.Item onClick={() => void navigator.clipboard.writeText(at.path)}>
          {t('requests.body.copyPath')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
