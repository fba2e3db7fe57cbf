import { Button, Loader, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { isSignedIn, useClouds } from '../../lib/live.ts'
import { TourStart } from './tour-start.tsx'
import { TourStep } from './tour-step.tsx'
import { TourSteps } from './tour-steps.tsx'
import classes from './tour.module.css'
import { useTour } from './use-tour.ts'

/** The nine calls that an image lives through, one after the other, on a cloud that is signed in to. */
export function TourScreen() {
  const { t } = useTranslation('tour')
  const clouds = useClouds()
  const tour = useTour()
  const cloud = clouds?.find(({ id }) => id === tour.cloudId)

  if (!clouds) return <Loader size="sm" m="xl" />
  if (!isSignedIn(cloud)) return <TourStart cloud={cloud} onBegin={tour.begin} />
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <Title order={1}>{t('title')}</Title>
        <span className={classes.faint}>{t('where', { cloud: cloud.settings.name })}</span>
        <span className={classes.spring} />
        <Button onClick={tour.startOver}>{t('startOver')}</Button>
      </header>
      <div className={classes.columns}>
        <TourSteps tour={tour} />
        <TourStep key={tour.step} tour={tour} cloud={cloud} />
      </div>
    </div>
  )
}
