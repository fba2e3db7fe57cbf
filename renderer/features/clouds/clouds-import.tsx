import { Button, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ImportFromFiles } from './import-from-files.tsx'
import { ImportFromMachine } from './import-from-machine.tsx'
import { type ImportTexts, noTexts } from './import-texts.ts'

/** Brings clouds in: those that the command line of the host's machine finds, or those of files that are chosen. */
export function CloudsImport({
  texts,
  onClose,
  onImported,
}: {
  /** Those of files that were opened from outside. */
  texts: ImportTexts | null
  onClose: () => void
  onImported: (cloud: Cloud) => void
}) {
  const { t } = useTranslation()
  const { query } = useApi()
  const [tab, setTab] = useState<string | null>(texts && 'files')
  const onMachine = useQuery(query.clouds.onMachine.queryOptions({ staleTime: 0 }))
  const count = onMachine.data?.clouds.length ?? 0
  const isWorthALook = count > 0 || (onMachine.data?.problems.length ?? 0) > 0 || onMachine.isError
  const done = ([first]: readonly Cloud[]) => {
    if (first) onImported(first)
    onClose()
  }
  const cancel = <Button onClick={onClose}>{t('common.cancel')}</Button>

  if (onMachine.isPending) return null
  return (
    <Dialog hasFields size="xl" title={t('clouds.import')} onClose={onClose}>
      <Tabs value={tab ?? (isWorthALook ? 'machine' : 'files')} onChange={setTab}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="machine">{t('clouds.onMachine', { count })}</Tabs.Tab>
          <Tabs.Tab value="files">{t('clouds.fromFiles')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="machine">
          <ImportFromMachine onMachine={onMachine} cancel={cancel} onDone={done} />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <ImportFromFiles given={texts ?? noTexts} cancel={cancel} onDone={done} />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  )
}
