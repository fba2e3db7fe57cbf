import { Center, Loader, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { isSignedIn, useActiveCloud, useClouds } from '../../lib/live.ts'
import { NoCloud, NoImageService, SignedOut } from './empty-screens.tsx'
import { ImageBrowser } from './image-browser.tsx'
import { scopeOf } from './use-image-list.ts'

/** The images of the cloud in use, or what stands in the way of seeing them. */
export function ImagesScreen() {
  const { t } = useTranslation()
  return (
    <>
      <VisuallyHidden component="h1">{t('screens.images')}</VisuallyHidden>
      <ImagesOrObstacle />
    </>
  )
}

function ImagesOrObstacle() {
  const clouds = useClouds()
  const cloud = useActiveCloud()

  if (!clouds)
    return (
      <Center>
        <Loader size="sm" />
      </Center>
    )
  if (!cloud) return <NoCloud />
  if (!isSignedIn(cloud)) return <SignedOut cloud={cloud} />
  if (cloud.session.imageEndpoint === null) return <NoImageService cloud={cloud} />
  return <ImageBrowser key={scopeOf(cloud)} cloud={cloud} />
}
