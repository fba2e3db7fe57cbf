import { useTranslation } from 'react-i18next'

import type { LineView } from '../../../lib/body/body-document.ts'
import classes from './body.module.css'
import { LineText } from './line-text.tsx'
import type { OpenBody } from './use-body.ts'
import { useRows } from './use-rows.ts'
import { VirtualRows } from './virtual-rows.tsx'

interface LinesViewProps {
  readonly body: OpenBody
  readonly view: LineView
  readonly isJson: boolean
  readonly find: string
  readonly target: { readonly row: number } | null
}

/** A body as text: laid out, or as it came. */
export function LinesView({ body, view, isJson, find, target }: LinesViewProps) {
  const { t } = useTranslation()
  const { loaded, setRange } = useRows(
    async ({ from, count }) => await body.reader.ask('lines', view, from, count),
    body,
  )
  const { from = 0, rows: { rows: total, lines } = { rows: 0, lines: [] } } = loaded ?? {}

  return (
    <VirtualRows
      role="textbox"
      label={t('requests.body.label')}
      count={total}
      first={from}
      target={target}
      onRange={setRange}
    >
      {lines.map(({ text, depth, isContinued }, index) => (
        <div
          key={from + index}
          className={classes.line}
          data-target={(target !== null && target.row === from + index) || undefined}
        >
          <span className={classes.number} title={isContinued ? t('requests.body.softened') : undefined}>
            {isContinued ? '↳' : from + index + 1}
          </span>
          <span style={{ paddingLeft: view === 'pretty' ? `${2 * Math.min(depth, 32)}ch` : 0 }}>
            <LineText text={text} isJson={isJson} find={find} />
          </span>
        </div>
      ))}
    </VirtualRows>
  )
}
