import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ImportAsTabs } from './import-as-tabs.tsx'
import { ImportInto } from './import-into.tsx'
import type { ReadImport } from './read-import.ts'

interface ImportedReportProps extends ReadImport {
  /** The folder that the import was asked for at; null for none. */
  readonly folderId: string | null
}

/** What came out of a file and what did not, and where it is to go. */
export function ImportedReport({ folderId, ...read }: ImportedReportProps) {
  const { t } = useTranslation(['interchange', 'page'])
  const { format, counts } = read.report
  const [way, setWay] = useState<'tabs' | 'folder'>(folderId === null ? 'tabs' : 'folder')
  return (
    <Stack gap="md">
      <Text>{t('import.found', { ...counts, format: t(`page:requests.import.format.${format}`) })}</Text>
      <SegmentedControl
        aria-label={t('import.way')}
        value={way}
        onChange={setWay}
        data={(['tabs', 'folder'] as const).map((value) => ({ value, label: t(`import.ways.${value}`) }))}
      />
      {way === 'tabs' ? <ImportAsTabs {...read} /> : <ImportInto {...read} folderId={folderId} />}
    </Stack>
  )
}
