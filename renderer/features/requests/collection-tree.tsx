import { Loader, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { RequestCollection } from '../../../shared/model/request.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { MethodTag } from '../../ui/method-tag.tsx'
import classes from './collection-tree.module.css'
import { activeTab } from './tabs/create-workbench.ts'
import { useWorkbench } from './tabs/use-workbench.ts'

/** Saved requests by collection; one click opens one. */
export function CollectionTree() {
  const { t } = useTranslation()
  const { query } = useApi()
  const collections = useQuery(query.requests.collections.queryOptions({ staleTime: Infinity }))

  return (
    <nav className={classes.tree} aria-label={t('requests.collections')}>
      {collections.isPending && <Loader size="xs" m="md" />}
      {collections.isError && (
        <ErrorNote error={collections.error} onRetry={() => void collections.refetch()} />
      )}
      {collections.data?.length === 0 && <p className={classes.empty}>{t('requests.collectionsEmpty')}</p>}
      {collections.data?.map((collection) => (
        <Collection key={collection.id} collection={collection} />
      ))}
    </nav>
  )
}

function Collection({ collection: { id, name, requests } }: { collection: RequestCollection }) {
  const openSaved = useWorkbench((state) => state.openSaved)
  const activeSource = useWorkbench((state) => activeTab(state)?.sourceId)

  return (
    <section aria-labelledby={`collection-${id}`}>
      <h2 id={`collection-${id}`} className={classes.title}>
        {name}
      </h2>
      <ul className={classes.requests}>
        {requests.map((request) => (
          <li key={request.id}>
            <UnstyledButton
              className={classes.request}
              aria-current={request.id === activeSource || undefined}
              onClick={() => openSaved(request)}
            >
              <MethodTag method={request.method} />
              <span className={classes.name}>{request.name}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
