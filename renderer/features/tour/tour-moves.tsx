import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useNavigation } from '../../lib/navigation.ts'
import { tourCalls } from './tour-calls.ts'
import type { Tour } from './use-tour.ts'

/** To the step before and after; at the end, where to go from here. */
export function TourMoves({ tour, isDone }: { tour: Tour; isDone: boolean }) {
  const { t } = useTranslation('tour')
  const isLast = tour.step === tourCalls.length - 1

  return (
    <>
      {tour.step > 0 && <Button onClick={() => tour.goTo(tour.step - 1)}>{t('back')}</Button>}
      {!isLast && (
        <Button variant={isDone ? 'filled' : 'default'} onClick={() => tour.goTo(tour.step + 1)}>
          {t('next')}
        </Button>
      )}
      {isLast && isDone && <Ends tour={tour} />}
    </>
  )
}

function Ends({ tour }: { tour: Tour }) {
  const { t } = useTranslation('tour')
  const go = useNavigation((navigation) => navigation.go)

  function finish() {
    tour.forget()
    go('images')
  }

  return (
    <>
      <Button onClick={() => go('requests')}>{t('toRequests')}</Button>
      <Button variant="filled" onClick={finish}>
        {t('finish')}
      </Button>
    </>
  )
}
