import { useTranslation } from 'react-i18next'

import type { SentBody } from '../../../shared/model/exchange.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { looksLikeJson } from '../../lib/looks-like-json.ts'
import { softenLines } from '../../lib/soften-lines.ts'
import { Code } from '../code/code.tsx'
import classes from './sent-body-view.module.css'

/** The body of a request as it was noted. */
export function SentBodyView({ body }: { body: SentBody }) {
  const { t } = useTranslation()
  switch (body.kind) {
    case 'none':
      return <p className={classes.note}>{t('requests.sent.noBody')}</p>
    case 'file':
      return (
        <p className={classes.note}>
          {t('requests.sent.file', { name: body.name, size: formatBytes(body.sizeBytes) })}
        </p>
      )
    case 'not-kept':
      return (
        <p className={classes.note}>{t('requests.sent.notKept', { size: formatBytes(body.sizeBytes) })}</p>
      )
    case 'text':
      return (
        <Code
          value={softenLines(body.text).text}
          language={looksLikeJson(body.text) ? 'json' : 'text'}
          label={t('requests.sent.bodyLabel')}
        />
      )
  }
}
