import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useWrittenOut } from '../written-out/use-written-out.ts'

/** Where nothing is open yet, what one has elsewhere is the first thing to want. */
export function ImportButton() {
  const { t } = useTranslation()
  const show = useWrittenOut((state) => state.show)
  return <Button onClick={() => show('import')}>{t('requests.import.open')}</Button>
}
