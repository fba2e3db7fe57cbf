import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { DraftBody } from '../../../../../shared/model/request.ts'
import panel from '../panel.module.css'
import { ChooseFile } from './choose-file.tsx'

type File = Extract<DraftBody, { kind: 'file' }>

/** The file that is the body of a request. */
export function FileBody({ body, onChange }: { body: File; onChange: (body: File) => void }) {
  const { t } = useTranslation()
  return (
    <div className={panel.scroll}>
      <ChooseFile file={body.file} onChange={(file) => onChange({ ...body, file })} />
      <Checkbox
        mt="md"
        label={t('requests.chunked')}
        checked={body.isChunked ?? false}
        onChange={(event) => onChange({ ...body, isChunked: event.currentTarget.checked })}
      />
    </div>
  )
}
