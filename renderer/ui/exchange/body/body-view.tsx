import { Anchor, SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import { useHost } from '../../../lib/api-context.tsx'
import { type BodyWindow, textOfWindow } from '../../../lib/body-window.ts'
import { contentTypeOf, saveNameOf } from '../../../lib/save-name.ts'
import { CopyButton } from '../../copy-button.tsx'
import classes from './body.module.css'
import { type BodyViewName, pdfType, viewsOf } from './body-views.ts'
import { FilterView } from './filter-view.tsx'
import { HexView } from './hex-view.tsx'
import { LinesView } from './lines-view.tsx'
import { PartView } from './part-view.tsx'
import { ImagePreview, imageTypes, PagePreview } from './preview.tsx'
import { noSearch, type Search, SearchBox } from './search-box.tsx'
import { TableView } from './table-view.tsx'
import { TreeView } from './tree-view.tsx'
import { mostReadBytes, type OpenBody, useBody } from './use-body.ts'

const PdfView = lazy(async () => ({ default: (await import('./pdf-view.tsx')).PdfView }))

export interface BodyViewProps {
  readonly record: ExchangeRecord
  /** The beginning of the body. */
  readonly window: BodyWindow
  /** Keeps the value at a JSON path for the next requests. */
  readonly onCapture?: ((path: string) => void) | undefined
}

/** The body of an answer, looked at in one way or another; the next answer is looked at in the same way. */
export function BodyView({ record, window, onCapture }: BodyViewProps) {
  const url = useHost().bodyUrl(record.id)
  const sizeBytes = window.totalBytes ?? record.receivedBytes
  const text = useMemo(() => textOfWindow(window), [window])
  const type = contentTypeOf(record.responseHeaders)
  const views = viewsOf(text, type, sizeBytes <= mostReadBytes)
  const [chosen, setChosen] = useState<BodyViewName | null>(null)
  const view = chosen !== null && views.includes(chosen) ? chosen : views[0]!
  const [searched, setSearched] = useState({ url, search: noSearch })
  const search = searched.url === url ? searched.search : noSearch
  const setSearch = (next: Search) => setSearched({ url, search: next })
  const body = useBody(url, window)
  const lineView = view === 'pretty' || view === 'raw' ? view : null

  return (
    <div className={classes.body}>
      <div className={classes.bar}>
        <ViewChoice
          views={views}
          view={view}
          onChange={(next) => {
            setChosen(next)
            setSearch(noSearch)
          }}
        />
        {body && lineView && (
          <SearchBox
            key={`${url} ${view}`}
            body={body}
            view={lineView}
            search={search}
            onSearch={setSearch}
          />
        )}
        <span className={classes.hint} role="status">
          <BodyNote body={body} type={type} isText={text !== null} sizeBytes={sizeBytes} />
        </span>
        {text !== null && window.bytes.length === sizeBytes && <CopyBody text={text} />}
        <SaveLink record={record} />
      </div>
      <div className={classes.view}>
        {view === 'hex' && <HexView key={url} url={url} sizeBytes={sizeBytes} />}
        {view === 'preview' && text !== null && type === 'text/html' && <PagePreview html={text} />}
        {view === 'preview' && type === pdfType && (
          <Suspense>
            <PdfView key={url} url={url} sizeBytes={sizeBytes} />
          </Suspense>
        )}
        {view === 'preview' && imageTypes.has(type) && (
          <ImagePreview url={url} type={type} sizeBytes={sizeBytes} />
        )}
        {view === 'raw' && sizeBytes > mostReadBytes && (
          <PartView key={url} url={url} sizeBytes={sizeBytes} />
        )}
        {body && lineView && (
          <LinesView
            key={view}
            body={body}
            view={lineView}
            isJson={views.includes('pretty')}
            find={search.text}
            target={search.target}
          />
        )}
        {body?.isWhole && view === 'tree' && (
          <TreeView key={url} body={body} record={record} onCapture={onCapture} />
        )}
        {body?.isWhole && view === 'table' && <TableView key={url} body={body} />}
        {body?.isWhole && view === 'filter' && <FilterView key={url} body={body} />}
      </div>
    </div>
  )
}

interface ViewChoiceProps {
  readonly views: readonly BodyViewName[]
  readonly view: BodyViewName
  readonly onChange: (view: BodyViewName) => void
}

function ViewChoice({ views, view, onChange }: ViewChoiceProps) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      aria-label={t('requests.body.view')}
      value={view}
      onChange={onChange}
      data={views.map((value) => ({ value, label: t(`requests.body.${value}`) }))}
    />
  )
}

interface BodyNoteProps {
  readonly body: OpenBody | null
  readonly type: string
  readonly isText: boolean
  readonly sizeBytes: number
}

function BodyNote({ body, type, isText, sizeBytes }: BodyNoteProps) {
  const { t } = useTranslation()
  const size = formatBytes(sizeBytes)
  if (!isText) return t('requests.body.binary', { size, type: type || t('requests.body.unknownType') })
  if (sizeBytes > mostReadBytes) return t('requests.body.tooLarge', { most: formatBytes(mostReadBytes) })
  if (body?.hasFailed) return t('requests.body.readFailed')
  if (body && !body.isWhole)
    return t('requests.body.reading', { loaded: formatBytes(body.loadedBytes), total: size })
  return null
}

function CopyBody({ text }: { text: string }) {
  const { t } = useTranslation()
  return <CopyButton value={text} label={t('requests.body.copy')} />
}

function SaveLink({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  const host = useHost()
  const name = saveNameOf(record)
  return (
    <Anchor className={classes.save} href={host.bodyUrl(record.id, name)} download={name}>
      {t('requests.body.save')}
    </Anchor>
  )
}
