import { Loader, UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { CollectionItem, RequestCollection } from '../../../shared/model/collection.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { MethodTag } from '../../ui/method-tag.tsx'
import { OpenCollectionButton } from './collection/open-collection-button.tsx'
import { useCollections, useFollowCollections } from './collection/use-collections.ts'
import classes from './collection-tree.module.css'
import { activeTab } from './tabs/create-workbench.ts'
import { useWorkbench } from './tabs/use-workbench.ts'

/** Saved requests by collection; one click opens one. */
export function CollectionTree() {
  const { t } = useTranslation()
  const collections = useCollections()
  useFollowCollections()

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
      <OpenCollectionButton />
    </nav>
  )
}

function Collection({ collection: { id, name, items } }: { collection: RequestCollection }) {
  const { client } = useApi()
  const openSaved = useWorkbench((state) => state.openSaved)
  const open = useMutation({
    mutationFn: (requestId: string) => client.collections.show({ id: requestId }),
    onSuccess: openSaved,
  })

  return (
    <section aria-labelledby={`collection-${id}`}>
      <h2 id={`collection-${id}`} className={classes.title}>
        {name}
      </h2>
      {open.isError && <ErrorNote error={open.error} />}
      <Items items={items} onOpen={open.mutate} />
    </section>
  )
}

interface ItemsProps {
  readonly items: readonly CollectionItem[]
  readonly onOpen: (requestId: string) => void
}

function Items({ items, onOpen }: ItemsProps) {
  const activeSource = useWorkbench((state) => activeTab(state)?.sourceId)
  return (
    <ul className={classes.requests}>
      {items.map((item) => (
        <li key={item.id}>
          {item.kind === 'folder' ? (
            <>
              <span className={classes.name}>{item.name}</span>
              <Items items={item.items} onOpen={onOpen} />
            </>
          ) : (
            <UnstyledButton
              className={classes.request}
              aria-current={item.id === activeSource || undefined}
              onClick={() => onOpen(item.id)}
            >
              {item.kind === 'request' && <MethodTag method={item.method} />}
              <span className={classes.name}>{item.name}</span>
            </UnstyledButton>
          )}
        </li>
      ))}
    </ul>
  )
}
