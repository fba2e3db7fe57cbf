import { ActionIcon, Loader } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { fetchBodyPart } from '../../../lib/body-window.ts'
import classes from './body.module.css'
import { type OpenPdf, openPdf } from './open-pdf.ts'

const mostPdfBytes = 64 * 1024 * 1024
const margin = 40

interface PdfViewProps {
  readonly url: string
  readonly sizeBytes: number
}

/** A PDF, page by page, drawn and nothing more. Arrows and Page keys turn the pages. */
export function PdfView({ url, sizeBytes }: PdfViewProps) {
  const { t } = useTranslation()
  const isTooLarge = sizeBytes > mostPdfBytes
  const { pdf, hasFailed, fail } = usePdf(isTooLarge ? null : url, sizeBytes)
  const [page, setPage] = useState(1)
  if (isTooLarge) return <p className={classes.note}>{t('requests.body.pdfTooLarge')}</p>
  if (hasFailed) return <p className={classes.note}>{t('requests.body.pdfDamaged')}</p>
  if (!pdf) return <Loader size="xs" m="md" />

  const turn = (step: number) => setPage(Math.max(1, Math.min(pdf.pages, page + step)))
  return (
    <div
      className={classes.pages}
      role="group"
      tabIndex={0}
      aria-label={t('requests.body.pdf')}
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight' || key === 'PageDown') turn(1)
        if (key === 'ArrowLeft' || key === 'PageUp') turn(-1)
      }}
    >
      <div className={classes.bar}>
        <ActionIcon
          aria-label={t('requests.body.previousPage')}
          disabled={page === 1}
          onClick={() => turn(-1)}
        >
          <IconChevronLeft size={14} aria-hidden />
        </ActionIcon>
        <span className={classes.hint} role="status">
          {t('requests.body.page', { page, pages: pdf.pages })}
        </span>
        <ActionIcon
          aria-label={t('requests.body.nextPage')}
          disabled={page === pdf.pages}
          onClick={() => turn(1)}
        >
          <IconChevronRight size={14} aria-hidden />
        </ActionIcon>
      </div>
      <Page pdf={pdf} page={page} onFail={fail} />
    </div>
  )
}

function Page({ pdf, page, onFail }: { pdf: OpenPdf; page: number; onFail: () => void }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const { current } = box
    if (!current) return
    const stop = new AbortController()
    // A canvas of its own for each: one that is still drawn on takes no second drawing.
    const canvas = document.createElement('canvas')
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', t('requests.body.page', { page, pages: pdf.pages }))
    pdf
      .draw(canvas, page, current.clientWidth - margin, stop.signal)
      .then(() => {
        if (!stop.signal.aborted) current.replaceChildren(canvas)
      })
      .catch(onFail)
    return () => stop.abort()
  }, [pdf, page, onFail, t])

  return <div ref={box} className={classes.page} />
}

function usePdf(url: string | null, sizeBytes: number) {
  const [pdf, setPdf] = useState<OpenPdf | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [fail] = useState(() => () => setFailed(true))

  useEffect(() => {
    if (url === null) return
    const stop = new AbortController()
    let opened: OpenPdf | null = null
    const open = async () => {
      opened = await openPdf(await fetchBodyPart(url, { from: 0, to: sizeBytes }, stop.signal))
      if (stop.signal.aborted) opened.close()
      else setPdf(opened)
    }
    open().catch(() => {
      if (!stop.signal.aborted) setFailed(true)
    })
    return () => {
      stop.abort()
      opened?.close()
    }
  }, [url, sizeBytes])

  return { pdf, hasFailed, fail }
}
