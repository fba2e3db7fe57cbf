import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { HeaderTable } from '../../../ui/exchange/header-table.tsx'

interface AnswerHeadersProps {
  readonly headers: readonly HeaderPair[]
  /** Keeps the value of the header of this name for the next requests. */
  readonly onCapture: ((name: string) => void) | undefined
}

/** The headers of an answer, each with what can be done with it. */
export function AnswerHeaders({ headers, onCapture }: AnswerHeadersProps) {
  const { t } = useTranslation()
  return (
    <HeaderTable
      headers={headers}
      label={t('requests.answerTab.headers')}
      renderActions={(pair) => <HeaderMenu pair={pair} onCapture={onCapture} />}
    />
  )
}

function HeaderMenu({
  pair: [name, value],
  onCapture,
}: Pick<AnswerHeadersProps, 'onCapture'> & { pair: HeaderPair }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="xs" aria-label={t('requests.tree.menuOf', { name })}>
          <IconDots size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onCapture && <Menu.Item onClick={() => onCapture(name)}>{t('requests.body.capture')}</Menu.Item>}
        <Menu.Item onClick={() => void navigator.clipboard.writeText(value)}>
          {t('requests.body.copyValue')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
