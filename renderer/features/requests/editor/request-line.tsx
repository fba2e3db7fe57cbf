import { Autocomplete, Button, Kbd, Tooltip } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useAnswers } from '../answer/use-answers.ts'
import { CurlMenu } from '../curl/curl-menu.tsx'
import { TemplateInput } from '../pairs/template-input.tsx'
import { sendableDraft } from '../sendable-draft.ts'
import type { RequestTab } from '../tabs/kept-tabs.ts'
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
  const isSending = useAnswers(({ byTab }) => byTab.get(tab.id)?.state === 'sending')
  const cancel = useAnswers((answers) => answers.cancel)

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
      {isSending ? (
        <Tooltip label={t('requests.cancelHint')}>
          <Button
            className={classes.button ?? ''}
            onClick={() => cancel(tab.id)}
            rightSection={<Kbd size="xs">Esc</Kbd>}
          >
            {t('requests.cancelSend')}
          </Button>
        </Tooltip>
      ) : (
        <Tooltip label={t('requests.sendHint')}>
          <Button
            variant="filled"
            className={classes.button ?? ''}
            onClick={onSend}
            rightSection={
              <Kbd size="xs" className={classes.key ?? ''}>
                Ctrl ↵
              </Kbd>
            }
          >
            {t('requests.send')}
          </Button>
        </Tooltip>
      )}
      <CurlMenu draft={tab.draft} />
    </div>
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
