import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HeadersPanel } from '../pairs/headers-panel.tsx'
import { ParamsPanel } from '../pairs/params-panel.tsx'
import { splitUrl } from '../pairs/url-params.ts'
import type { RequestTab } from '../tabs/kept-tabs.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import { useVariableNames } from '../use-variables.ts'
import { BodyPanel } from './body-panel.tsx'
import { CapturesPanel } from './captures-panel.tsx'
import { NoticeList } from './notice-list.tsx'
import classes from './request-editor.module.css'
import { RequestLine } from './request-line.tsx'
import { VariablesPanel } from './variables-panel.tsx'

/** Everything about a request that can be written. */
export function RequestEditor({ tab, onSend }: { tab: RequestTab; onSend: () => void }) {
  const { t } = useTranslation()
  const edit = useWorkbench((state) => state.edit)
  const variables = useVariableNames()
  const { draft } = tab
  const [panel, setPanel] = useState<string | null>(() => firstPanel(tab))
  const counts = {
    params: splitUrl(draft.url).params.length,
    headers: draft.headers.length,
    captures: draft.actions.length,
  }

  return (
    <section className={classes.editor} aria-label={t('requests.editor')}>
      <RequestLine tab={tab} variables={variables} onSend={onSend} />
      <NoticeList tabId={tab.id} />
      <Tabs value={panel} onChange={setPanel} keepMounted={false} className={classes.tabs ?? ''}>
        <Tabs.List>
          <PanelTab name="params" count={counts.params} />
          <PanelTab name="headers" count={counts.headers} />
          <PanelTab name="body" count={0} />
          <PanelTab name="captures" count={counts.captures} />
          <PanelTab name="variables" count={0} />
        </Tabs.List>
        <Tabs.Panel value="params">
          <ParamsPanel url={draft.url} variables={variables} onChange={(url) => edit(tab.id, { url })} />
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <HeadersPanel
            headers={draft.headers}
            variables={variables}
            onChange={(headers) => edit(tab.id, { headers })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="body">
          <BodyPanel
            body={draft.body}
            headers={draft.headers}
            variables={variables}
            onChange={(body) => edit(tab.id, { body })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="captures">
          <CapturesPanel actions={draft.actions} onChange={(actions) => edit(tab.id, { actions })} />
        </Tabs.Panel>
        <Tabs.Panel value="variables">
          <VariablesPanel />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

type PanelName = 'params' | 'headers' | 'body' | 'captures' | 'variables'

function PanelTab({ name, count }: { name: PanelName; count: number }) {
  const { t } = useTranslation()
  return (
    <Tabs.Tab value={name}>
      {t(`requests.tab.${name}`)}
      {count > 0 && <sup className={classes.count}>{count}</sup>}
    </Tabs.Tab>
  )
}

function firstPanel({ draft }: RequestTab): PanelName {
  if (draft.body.kind !== 'none') return 'body'
  return splitUrl(draft.url).params.length > 0 || draft.headers.length === 0 ? 'params' : 'headers'
}
