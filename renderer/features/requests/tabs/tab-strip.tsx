import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconX } from '@tabler/icons-react'
import type { DragEvent, KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { explainError } from '../../../lib/explain-error.ts'
import { MethodTag } from '../../../ui/method-tag.tsx'
import { EnvironmentSwitch } from '../environments/environment-switch.tsx'
import type { Dragged } from '../tree/drop-place.ts'
import { useTreeActions } from '../tree/use-tree-actions.tsx'
import { useTree } from '../tree/use-tree.ts'
import { closeTab } from './close-tab.ts'
import { isChanged } from './create-workbench.ts'
import { TabTooLargeError } from './keep-workspace.ts'
import { tabName } from './tab-name.ts'
import classes from './tab-strip.module.css'
import { useWorkbench } from './use-workbench.ts'

/** The open requests. A list, not a tablist: each has its own button to close it, which a tab may not hold. */
export function TabStrip() {
  const { t } = useTranslation()
  const { tabs, activeId, openNew, step, place, keepError } = useWorkbench((state) => state)

  const { open } = useTreeActions()

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (by === 0 || event.altKey || event.ctrlKey) return
    event.preventDefault()
    step(by)
  }

  return (
    <div
      className={classes.strip}
      onDragOver={(event) => isForStrip(useTree.getState().dragged) && event.preventDefault()}
      onDrop={(event) => {
        const { dragged } = useTree.getState()
        useTree.setState({ dragged: null, drop: null })
        if (dragged?.kind === 'tab') place(dragged.tabId, tabUnder(event))
        else if (dragged?.row.kind === 'request') open(dragged.row.id)
      }}
    >
      <ul className={classes.tabs} aria-label={t('requests.openTabs')} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <Tab key={tab.id} tab={tab} isActive={tab.id === activeId} />
        ))}
      </ul>
      <Tooltip label={`${t('requests.newTab')}  Ctrl+Alt+N`}>
        <UnstyledButton className={classes.new} aria-label={t('requests.newTab')} onClick={openNew}>
          <IconPlus size={14} aria-hidden />
        </UnstyledButton>
      </Tooltip>
      {keepError !== null && <NotKept error={keepError} />}
      <EnvironmentSwitch />
    </div>
  )
}

/** A tab in another place, or a saved request to open. */
function isForStrip(dragged: Dragged | null): boolean {
  return dragged?.kind === 'tab' || dragged?.row.kind === 'request'
}

function tabUnder({ target }: DragEvent): string | null {
  return (target instanceof Element && target.closest<HTMLElement>('[data-tab]')?.dataset.tab) || null
}

/** What is typed now would be lost with the page. */
function NotKept({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const label =
    error instanceof TabTooLargeError
      ? t('requests.draftTooLarge')
      : `${t('requests.draftsNotKept')} ${explainError(t, error)}`
  return (
    <Tooltip label={label}>
      <span className={classes.warning} role="img" aria-label={label} tabIndex={0}>
        <IconAlertTriangle size={15} aria-hidden />
      </span>
    </Tooltip>
  )
}

function Tab({ tab, isActive }: { tab: RequestTab; isActive: boolean }) {
  const { t } = useTranslation()
  const activate = useWorkbench((state) => state.activate)
  const item = useRef<HTMLLIElement>(null)
  const open = useRef<HTMLButtonElement>(null)
  const name = tabName(tab.draft) || t('requests.untitled')

  useEffect(() => {
    if (!isActive) return
    item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    // Arrow keys move the choice; the focus goes with it when it was among the tabs.
    if (item.current?.parentElement?.contains(document.activeElement)) open.current?.focus()
  }, [isActive])

  return (
    <li
      ref={item}
      className={classes.tab}
      data-active={isActive || undefined}
      data-tab={tab.id}
      draggable
      onDragStart={() => useTree.setState({ dragged: { kind: 'tab', tabId: tab.id } })}
      onDragEnd={() => useTree.setState({ dragged: null, drop: null })}
      onAuxClick={(event) => {
        if (event.button === 1) closeTab(tab.id)
      }}
      // The middle button would start the browser's own scrolling.
      onMouseDown={(event) => event.button === 1 && event.preventDefault()}
    >
      <UnstyledButton
        ref={open}
        className={classes.open}
        tabIndex={isActive ? 0 : -1}
        aria-current={isActive || undefined}
        title={tab.draft.url}
        onClick={() => activate(tab.id)}
      >
        <MethodTag method={tab.draft.method} />
        <span className={classes.name}>{name}</span>
        {isChanged(tab) && <span className={classes.changed} role="img" aria-label={t('requests.changed')} />}
      </UnstyledButton>
      <UnstyledButton
        className={classes.close}
        tabIndex={isActive ? 0 : -1}
        aria-label={t('requests.closeTab', { name })}
        onClick={() => closeTab(tab.id)}
      >
        <IconX size={12} aria-hidden />
      </UnstyledButton>
    </li>
  )
}
