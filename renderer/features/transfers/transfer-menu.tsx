import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { lineMove, type Transfer, transferPriority } from '../../../shared/model/transfer.ts'
import type { TransferActions } from './use-transfer-actions.ts'
import { whatCanBeDone } from './what-can-be-done.ts'

interface TransferMenuProps {
  transfer: Transfer
  actions: TransferActions
}

/** Its turn in the line, and what can be taken along of it. */
export function TransferMenu({ transfer, actions }: TransferMenuProps) {
  const { t } = useTranslation()
  const { id, priority } = transfer
  const can = whatCanBeDone(transfer)
  const label = t('transfers.more', { name: transfer.imageName || transfer.fileName })

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={label} title={t('common.more')}>
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {can.prioritise && (
          <Menu.RadioGroup
            value={priority}
            onChange={(value) => actions.prioritise(id, transferPriority.parse(value))}
          >
            <Menu.Label>{t('transfers.priority.label')}</Menu.Label>
            {transferPriority.options.map((each) => (
              <Menu.RadioItem key={each} value={each}>
                {t(`transfers.priority.${each}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        )}
        {can.move && <Menu.Divider />}
        {can.move &&
          lineMove.options.map((to) => (
            <Menu.Item key={to} onClick={() => actions.move(id, to)}>
              {t(`transfers.move.${to}`)}
            </Menu.Item>
          ))}
        {can.prioritise && <Menu.Divider />}
        <Menu.Item onClick={() => actions.copyReceipt(id)}>{t('transfers.copyReceipt')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
