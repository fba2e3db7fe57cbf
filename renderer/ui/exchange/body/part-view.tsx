import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import { fetchBodyPart } from '../../../lib/body-window.ts'
import { softenLines } from '../../../lib/soften-lines.ts'
import { Code } from '../../code/code.tsx'
import { ErrorNote } from '../../error-note.tsx'
import classes from './body.module.css'

const partBytes = 256 * 1024

/** A body that is too large to read whole, a part at a time, as it came. */
export function PartView({ url, sizeBytes }: { url: string; sizeBytes: number }) {
  const { t } = useTranslation()
  const [from, setFrom] = useState(0)
  const to = Math.min(sizeBytes, from + partBytes)
  const part = useQuery({
    queryKey: ['body-part', url, from],
    queryFn: async ({ signal }) => new TextDecoder().decode(await fetchBodyPart(url, { from, to }, signal)),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: (before) => before,
  })

  return (
    <div className={classes.filter}>
      <div className={classes.bar}>
        <span className={classes.hint} role="status">
          {t('requests.body.part', {
            from: formatBytes(from),
            to: formatBytes(to),
            total: formatBytes(sizeBytes),
          })}
        </span>
        <input
          type="range"
          className={classes.place}
          aria-label={t('requests.body.place')}
          min={0}
          max={Math.max(0, Math.ceil(sizeBytes / partBytes) - 1)}
          value={from / partBytes}
          onChange={({ currentTarget }) => setFrom(Number(currentTarget.value) * partBytes)}
        />
        <ActionIcon
          aria-label={t('requests.body.previousPart')}
          disabled={from === 0}
          onClick={() => setFrom(from - partBytes)}
        >
          <IconChevronLeft size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('requests.body.nextPart')}
          disabled={to === sizeBytes}
          onClick={() => setFrom(from + partBytes)}
        >
          <IconChevronRight size={14} aria-hidden />
        </ActionIcon>
      </div>
      {part.isError && <ErrorNote error={part.error} />}
      {part.data !== undefined && (
        <Code value={softenLines(part.data).text} language="text" label={t('requests.body.label')} />
      )}
    </div>
  )
}
