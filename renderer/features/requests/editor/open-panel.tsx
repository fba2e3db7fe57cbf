import { lazy } from 'react'

import { HeadersPanel } from '../pairs/headers-panel.tsx'
import { ParamsPanel } from '../pairs/params-panel.tsx'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import { BodyPanel } from './body/body-panel.tsx'
import { VariablesPanel } from './variables-panel.tsx'

export const panelNames = ['params', 'headers', 'body', 'auth', 'actions', 'options', 'variables'] as const
export type PanelName = (typeof panelNames)[number]

interface OpenPanelProps {
  readonly name: PanelName
  readonly tab: RequestTab
  readonly variables: ReadonlySet<string> | null
}

/** The panel of this name; those that are rarely opened are loaded then. */
export function OpenPanel({ name, tab: { id, sourceId, draft }, variables }: OpenPanelProps) {
  const edit = useWorkbench((state) => state.edit)
  switch (name) {
    case 'params':
      return <ParamsPanel written={draft} variables={variables} onChange={(written) => edit(id, written)} />
    case 'headers':
      return (
        <HeadersPanel
          headers={draft.headers}
          variables={variables}
          onChange={(headers) => edit(id, { headers })}
        />
      )
    case 'body':
      return (
        <BodyPanel
          body={draft.body}
          headers={draft.headers}
          variables={variables}
          onChange={(body) => edit(id, { body })}
        />
      )
    case 'auth':
      return (
        <AuthPanel
          auth={draft.auth}
          variables={variables}
          requestId={sourceId}
          onChange={(auth) => edit(id, { auth })}
        />
      )
    case 'actions':
      return (
        <ActionsPanel
          actions={draft.actions}
          variables={variables}
          onChange={(actions) => edit(id, { actions })}
        />
      )
    case 'options':
      return (
        <OptionsPanel
          options={draft.options}
          variables={variables}
          onChange={(options) => edit(id, { options })}
        />
      )
    case 'variables':
      return <VariablesPanel />
  }
}

const AuthPanel = lazy(async () => ({ default: (await import('./auth-panel.tsx')).AuthPanel }))
const ActionsPanel = lazy(async () => ({
  default: (await import('./actions/actions-panel.tsx')).ActionsPanel,
}))
const OptionsPanel = lazy(async () => ({ default: (await import('./options-panel.tsx')).OptionsPanel }))
