import { Autocomplete, Button, Kbd, Tooltip } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useAnswers } from '../answer/use-answers.ts'
import { CurlMenu } from '../curl/curl-menu.tsx'
import { TemplateInput } from '../pairs/template-input.tsx'
import { sendableDraft } from '../sendable-draft.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import classes from './request-line.module.css'

interface RequestLineProps {
  readonly tab: RequestTab
  readonly variables: ReadonlySet<string> | null
  readonly onSend: () => void
}

/** Method, URL, and what can be done with them. */
export function RequestLine({ tab, variables, onSend }: RequestLineProps) {
  const { t } = useTranslation()
  const edit = useWorkbench((state) => state.edit)

  return (
    <div className={classes.line}>
      <div className={classes.address}>
        <MethodField tab={tab} />
        <TemplateInput
          inputMode="url"
          value={tab.draft.url}
          variables={variables}
          aria-label={t('requests.url')}
          placeholder={t('requests.urlPlaceholder')}
          onChange={(url) => edit(tab.id, { url })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) onSend()
          }}
        />
      </div>
      <SendButton tabId={tab.id} onSend={onSend} />
      <CurlMenu draft={tab.draft} />
    </div>
  )
}

function SendButton({ tabId, onSend }: { tabId: string; onSend: () => void }) {
  const { t } = useTranslation()
  const isSending = useAnswers(({ byTab }) => byTab.get(tabId)?.state === 'sending')
  const cancel = useAnswers((answers) => answers.cancel)

  return isSending ? (
    <Tooltip label={t('requests.cancelHint')}>
      <Button className={classes.button ?? ''} onClick={() => cancel(tabId)} rightSection={<Key>Esc</Key>}>
        {t('requests.cancelSend')}
      </Button>
    </Tooltip>
  ) : (
    <Tooltip label={t('requests.sendHint')}>
      <Button
        variant="filled"
        className={classes.button ?? ''}
        onClick={onSend}
        rightSection={<Key>Ctrl ↵</Key>}
      >
        {t('requests.send')}
      </Button>
    </Tooltip>
  )
}

function Key({ children }: { children: string }) {
  return (
    <Kbd size="xs" className={classes.key ?? ''}>
      {children}
    </Kbd>
  )
}

function MethodField({ tab }: { tab: RequestTab }) {
  const { t } = useTranslation()
  const edit = useWorkbench((state) => state.edit)
  const { method } = tab.draft
  const isWrong = sendableDraft({ ...tab.draft, url: 'x' }) === 'method'

  return (
    <Autocomplete
      variant="unstyled"
      className={classes.method ?? ''}
      classNames={{ input: classes.methodInput ?? '' }}
      data-method={method.toLowerCase()}
      aria-label={t('requests.method')}
      aria-invalid={isWrong || undefined}
      title={isWrong ? t('requests.methodInvalid') : undefined}
      data={methods}
      // A whole method was chosen before: opening the list is to choose another.
      filter={({ options, search }) =>
        methods.includes(search)
          ? options
          : options.filter((option) => 'value' in option && option.value.startsWith(search.toUpperCase()))
      }
      rightSection={<IconChevronDown size={12} aria-hidden />}
      rightSectionWidth={24}
      rightSectionPointerEvents="none"
      spellCheck={false}
      value={method}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(typed) => edit(tab.id, { method: typed })}
    />
  )
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
