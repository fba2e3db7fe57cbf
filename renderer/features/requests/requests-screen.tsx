import { Button, Loader } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { explainError } from '../../lib/explain-error.ts'
import { useWorkbenchInbox } from '../../lib/workbench-inbox.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Split } from '../../ui/split.tsx'
import { AnswerPane } from './answer/answer-pane.tsx'
import { useSave } from './collection/use-save.tsx'
import { CollectionTree } from './tree/collection-tree.tsx'
import { CookiesOnDemand } from './cookies/cookies-on-demand.tsx'
import { useOpenCurl } from './curl/use-open-curl.ts'
import { RequestEditor } from './editor/request-editor.tsx'
import { ImportButton } from './import/import-button.tsx'
import classes from './requests-screen.module.css'
import { activeTab } from './tabs/create-workbench.ts'
import { TabStrip } from './tabs/tab-strip.tsx'
import { useKeepWorkspace, useReloadWorkspace, useWorkbench, workbench } from './tabs/use-workbench.ts'
import { useOpenedRequests } from './use-opened-requests.ts'
import { useRequestCommands } from './use-request-commands.ts'
import { useScreenKeys } from './use-screen-keys.ts'
import { useSend } from './use-send.ts'
import { WrittenOut } from './written-out/written-out.tsx'

/** Requests by hand: the collections, the open ones, and what was answered. */
export function RequestsScreen() {
  const { t } = useTranslation()
  const send = useSend()
  const { save, dialog } = useSave()
  const openCurl = useOpenCurl()
  useKeepWorkspace()
  useInbox(save)
  useRequestCommands(send, save)
  const onCurl = (line: string) =>
    openCurl.mutate(line, {
      onError: (error) => notifications.show({ color: 'red', message: explainError(t, error) }),
    })
  useScreenKeys({ onSend: send, onSave: save, onCurl })
  useOpenedRequests(onCurl)

  return (
    <>
      {dialog}
      <WrittenOut />
      <CookiesOnDemand />
      <h1 className={classes.title}>{t('requests.title')}</h1>
      <Split name="requests" label={t('requests.resizeTree')} orientation="horizontal" first="240px">
        <CollectionTree />
        <div className={classes.workbench}>
          <TabStrip />
          <OpenRequest onSend={send} />
        </div>
      </Split>
    </>
  )
}

function OpenRequest({ onSend }: { onSend: () => void }) {
  const { t } = useTranslation()
  const tab = useWorkbench(activeTab)
  const openNew = useWorkbench((state) => state.openNew)
  const isLoaded = useWorkbench((state) => state.isLoaded)
  if (!tab && !isLoaded) return <Loading />
  if (!tab)
    return (
      <EmptyState title={t('requests.emptyTitle')} hint={t('requests.emptyHint')}>
        <Button onClick={openNew}>{t('requests.newTab')}</Button>
        <ImportButton />
      </EmptyState>
    )
  return (
    <Split name="answer" label={t('requests.resizeAnswer')} orientation="vertical" first="48%">
      <RequestEditor key={tab.id} tab={tab} onSend={onSend} />
      <AnswerPane key={tab.id} tab={tab} />
    </Split>
  )
}

function Loading() {
  const error = useWorkbench((state) => state.keepError)
  const reload = useReloadWorkspace()
  return error === null ? <Loader size="xs" m="md" /> : <ErrorNote error={error} onRetry={reload} />
}

/** Opens what other screens want opened, now and as it comes. */
function useInbox(save: () => void): void {
  const open = useEffectEvent(() => {
    for (const { draft, isToSave } of useWorkbenchInbox.getState().takeAll()) {
      workbench.getState().openDraft(draft)
      if (isToSave) save()
    }
  })
  useEffect(() => {
    open()
    return useWorkbenchInbox.subscribe(() => open())
  }, [])
}
