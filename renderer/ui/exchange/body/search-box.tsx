import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { LineView } from '../../../lib/body/body-document.ts'
import classes from './body.module.css'
import type { OpenBody } from './use-body.ts'

export interface Search {
  readonly text: string
  readonly count: number
  readonly hit: number
  readonly target: { readonly row: number } | null
}

export const noSearch: Search = { text: '', count: 0, hit: 0, target: null }

interface SearchBoxProps {
  readonly body: OpenBody
  readonly view: LineView
  readonly search: Search
  readonly onSearch: (search: Search) => void
}

/** Finds a text in the whole body: Enter goes on, Shift+Enter back. */
export function SearchBox({ body: { reader }, view, search, onSearch }: SearchBoxProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(search.text)

  async function go(step: number): Promise<void> {
    if (typed === '') return onSearch(noSearch)
    const isNew = typed !== search.text
    const count = isNew ? await reader.ask('search', typed) : search.count
    const hit = isNew ? 0 : (search.hit + step + count) % Math.max(1, count)
    const target = count === 0 ? null : { row: await reader.ask('rowOfHit', view, hit) }
    onSearch({ text: typed, count, hit, target })
  }

  return (
    <div className={classes.search} role="search">
      <TextInput
        size="xs"
        aria-label={t('requests.body.search')}
        placeholder={t('requests.body.search')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          void go(event.shiftKey ? -1 : 1)
        }}
      />
      {search.text !== '' && (
        <span className={classes.hint} role="status">
          {search.count === 0
            ? t('requests.body.noHit')
            : t('requests.body.hits', { hit: search.hit + 1, count: search.count })}
        </span>
      )}
      {search.count > 1 && (
        <>
          <ActionIcon aria-label={t('requests.find.previous')} onClick={() => void go(-1)}>
            <IconChevronUp size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('requests.find.next')} onClick={() => void go(1)}>
            <IconChevronDown size={14} aria-hidden />
          </ActionIcon>
        </>
      )}
    </div>
  )
}
