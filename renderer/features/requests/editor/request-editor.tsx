import { Loader, Tabs } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultOptions } from '../../../../shared/model/request-options.ts'
import { splitUrl } from '../pairs/url-params.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { useVariableNames } from '../use-variables.ts'
import { NoticeList } from './notice-list.tsx'
import { OpenPanel, type PanelName, panelNames } from './open-panel.tsx'
import classes from './request-editor.module.css'
import { RequestLine } from './request-line.tsx'

/** Everything about a request that can be written. */
export function RequestEditor({ tab, onSend }: { tab: RequestTab; onSend: () => void }) {
  const variables = useVariableNames()
  const { t } = useTranslation()
  const [panel, setPanel] = useState<PanelName>(() => firstPanel(tab))

  return (
    <section className={classes.editor} aria-label={t('requests.editor')}>
      <RequestLine tab={tab} variables={variables} onSend={onSend} />
      <NoticeList tabId={tab.id} />
      <Tabs
        value={panel}
        onChange={(name) => setPanel(panelNames.find((known) => known === name) ?? 'params')}
        keepMounted={false}
        className={classes.tabs ?? ''}
      >
        <Tabs.List>
          {panelNames.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`requests.tab.${name}`)}
              <Mark content={contentOf(tab, name)} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={panel}>
          <Suspense fallback={<Loader size="xs" m="md" />}>
            <OpenPanel name={panel} tab={tab} variables={variables} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

/** How much a panel holds: a number, or only that it holds something. */
function Mark({ content }: { content: number | boolean }) {
  if (content === true) return <span className={classes.dot} aria-hidden />
  return content ? <sup className={classes.count}>{content}</sup> : null
}

function contentOf({ draft }: RequestTab, name: PanelName): number | boolean {
  switch (name) {
    case 'params':
      return splitUrl(draft.url).params.length
    case 'headers':
      return draft.headers.length
    case 'body':
      return draft.body.kind !== 'none'
    case 'auth':
      return draft.auth.kind !== 'inherit'
    case 'actions':
      return draft.actions.length
    case 'options':
      return JSON.stringify(draft.options) !== JSON.stringify(defaultOptions)
    case 'variables':
      return false
  }
}

function firstPanel({ draft }: RequestTab): PanelName {
  if (draft.body.kind !== 'none') return 'body'
  return splitUrl(draft.url).params.length > 0 || draft.headers.length === 0 ? 'params' : 'headers'
}
