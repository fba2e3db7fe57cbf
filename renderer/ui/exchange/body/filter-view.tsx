import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Filtered } from '../../../lib/body/json-filter.ts'
import { reindentJson } from '../../../lib/reindent-json.ts'
import { softenLines } from '../../../lib/soften-lines.ts'
import { Code } from '../../code/code.tsx'
import classes from './body.module.css'
import type { OpenBody } from './use-body.ts'

/** What an RFC 9535 path picks out of the body. */
export function FilterView({ body: { reader } }: { body: OpenBody }) {
  const { t } = useTranslation()
  const [path, setPath] = useState('')
  const [filtered, setFiltered] = useState<Filtered | null>(null)

  return (
    <div className={classes.filter}>
      <form
        className={classes.bar}
        onSubmit={(event) => {
          event.preventDefault()
          void reader.ask('filter', path).then(setFiltered)
        }}
      >
        <TextInput
          size="xs"
          className={classes.path ?? ''}
          aria-label={t('requests.body.path')}
          placeholder="$.images[?@.status=='active'].id"
          value={path}
          onChange={({ currentTarget }) => setPath(currentTarget.value)}
        />
        <span className={classes.hint} role="status">
          {filtered && <FilterNote filtered={filtered} />}
        </span>
      </form>
      {filtered?.state === 'found' && filtered.count > 0 && (
        <Code
          value={softenLines(reindentJson(filtered.text)).text}
          language="json"
          label={t('requests.body.filtered')}
        />
      )}
    </div>
  )
}

function FilterNote({ filtered }: { filtered: Filtered }) {
  const { t } = useTranslation()
  switch (filtered.state) {
    case 'found':
      return filtered.shown < filtered.count
        ? t('requests.body.filterSome', { shown: filtered.shown, count: filtered.count })
        : t('requests.body.filterFound', { count: filtered.count })
    case 'invalid':
      return t('requests.body.filterInvalid', { detail: filtered.detail })
    case 'not-json':
      return t('requests.body.filterNotJson')
    case 'too-large':
      return t('requests.body.filterTooLarge')
  }
}
