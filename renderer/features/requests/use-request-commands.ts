import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { type Command, useCommands } from '../../lib/commands.ts'
import { answers } from './answer/use-answers.ts'
import { openCookies } from './cookies/cookies-on-demand.tsx'
import { closeTab } from './tabs/close-tab.ts'
import { writtenOut } from './written-out/use-written-out.ts'
import { workbench } from './tabs/use-workbench.ts'

/** What this screen puts into the palette. */
export function useRequestCommands(send: () => void, save: () => void): void {
  const { t } = useTranslation()
  const commands = useMemo<Command[]>(() => {
    const onActive = (run: (tabId: string) => void) => () => {
      const { activeId } = workbench.getState()
      if (activeId !== null) run(activeId)
    }
    const { openNew, reopen, revert, step } = workbench.getState()
    const { cancel } = answers.getState()
    const { show } = writtenOut.getState()
    return [
      { id: 'request-send', label: t('requests.send'), hint: 'Ctrl+Enter', run: send },
      { id: 'request-save', label: t('requests.collection.saveThis'), hint: 'Ctrl+S', run: save },
      { id: 'request-cancel', label: t('requests.cancelHint'), run: onActive(cancel) },
      { id: 'request-new', label: t('requests.newTab'), hint: 'Ctrl+Alt+N', run: openNew },
      { id: 'request-close', label: t('requests.closeThis'), hint: 'Ctrl+Alt+W', run: onActive(closeTab) },
      { id: 'request-reopen', label: t('requests.reopenTab'), hint: 'Ctrl+Alt+Z', run: reopen },
      { id: 'request-next', label: t('requests.nextTab'), hint: 'Ctrl+Alt+PgDn', run: () => step(1) },
      {
        id: 'request-previous',
        label: t('requests.previousTab'),
        hint: 'Ctrl+Alt+PgUp',
        run: () => step(-1),
      },
      { id: 'request-code', label: t('requests.asCode'), run: onActive(() => show('code')) },
      { id: 'request-export', label: t('requests.exportTo'), run: () => show('export') },
      { id: 'request-import', label: t('requests.import.open'), run: () => show('import') },
      { id: 'request-cookies', label: t('requests.cookies'), run: openCookies },
      { id: 'request-revert', label: t('requests.revert'), run: onActive(revert) },
    ]
  }, [t, send, save])
  useCommands('requests', commands)
}
