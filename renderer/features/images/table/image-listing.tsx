import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { useNavigation } from '../../../lib/navigation.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { noFacets, queryOf } from '../image-look.ts'
import { pickFiles } from '../upload/pick-files.ts'
import type { ImageBrowserState } from '../use-image-browser.ts'
import classes from './image-table.module.css'
import { ImageTable } from './image-table.tsx'
import { ListingFoot } from './listing-foot.tsx'
import { LoadingRows } from './loading-rows.tsx'

interface ImageListingProps {
  browser: ImageBrowserState
  tableRef: RefObject<HTMLDivElement | null>
  onEnter: () => void
}

/** The table, or why there is none: still loading, failed, no image yet, or none that is asked for. */
export function ImageListing(props: ImageListingProps) {
  const { list, rows, view } = props.browser
  const isNarrowed = Object.keys(queryOf(view)).length > 0

  if (list.isPending) return <LoadingRows />
  if (list.images.length === 0)
    return list.isError ? (
      <div className={classes.note}>
        <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      </div>
    ) : isNarrowed ? (
      <NoMatch browser={props.browser} />
    ) : (
      <NoImage browser={props.browser} />
    )
  return (
    <>
      {rows.length > 0 ? <ImageTable {...props} /> : <NoMatch browser={props.browser} />}
      {list.isError && (
        <div className={classes.note}>
          <ErrorNote
            error={list.error}
            onRetry={() => void (list.hasNextPage ? list.fetchNextPage() : list.refetch())}
          />
        </div>
      )}
      <ListingFoot browser={props.browser} />
    </>
  )
}

function NoImage({ browser: { openDialog, takeDrop } }: Pick<ImageListingProps, 'browser'>) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <EmptyState title={t('images.none.title')} hint={t('images.none.hint')}>
      <Button variant="filled" onClick={() => void pickFiles({ isMultiple: true }).then(takeDrop)}>
        {t('images.upload.open')}
      </Button>
      <Button onClick={() => openDialog({ kind: 'create' })}>{t('images.create.open')}</Button>
      <Button onClick={() => go('tour')}>{t('app.tour')}</Button>
    </EmptyState>
  )
}

function NoMatch({ browser: { list, changeLook } }: Pick<ImageListingProps, 'browser'>) {
  const { t } = useTranslation()
  return (
    <div className={classes.noMatch}>
      <EmptyState
        title={list.hasNextPage ? t('images.noMatch.soFar') : t('images.noMatch.title')}
        hint={t('images.noMatch.hint')}
      >
        <Button onClick={() => changeLook({ text: '', choice: noFacets, scope: 'usual' })}>
          {t('images.noMatch.clear')}
        </Button>
      </EmptyState>
    </div>
  )
}
