import { ActionIcon } from '@mantine/core'
import { IconInfoCircle, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { TabNotice } from '../tabs/create-workbench.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import classes from './notice-list.module.css'

/** What to know about a request before it is sent, a sentence each. */
export function NoticeList({ tabId }: { tabId: string }) {
  const { t } = useTranslation()
  const notices = useWorkbench((state) => state.notices.get(tabId))
  const dismiss = useWorkbench((state) => state.dismiss)
  if (!notices || notices.length === 0) return null

  return (
    <ul className={classes.list} aria-label={t('requests.notices')}>
      {notices.map((notice, index) => (
        <li key={index}>
          <IconInfoCircle size={14} aria-hidden />
          <span>{t(`requests.notice.${notice.kind}`, { option: optionOf(notice) })}</span>
          <ActionIcon size="xs" aria-label={t('requests.dismiss')} onClick={() => dismiss(tabId, notice)}>
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function optionOf(notice: TabNotice): string {
  if ('keys' in notice) return notice.keys.join(', ')
  return 'option' in notice ? notice.option : ''
}
