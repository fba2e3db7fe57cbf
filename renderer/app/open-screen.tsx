import { Center, Loader } from '@mantine/core'
import { type ComponentType, lazy, type LazyExoticComponent, Suspense, useEffect } from 'react'

import { type Screen, useNavigation } from '../lib/navigation.ts'
import { ScreenBoundary } from './screen-boundary.tsx'

/** The screen that the address names. Each is loaded when it is first opened. */
export function OpenScreen() {
  const screen = useNavigation((navigation) => navigation.screen)
  const Open = components[screen]
  return (
    <ScreenBoundary key={screen}>
      <Suspense
        fallback={
          <Center>
            <Loader size="sm" />
          </Center>
        }
      >
        <Open />
        <LoadAhead />
      </Suspense>
    </ScreenBoundary>
  )
}

/** Once a screen is there, the largest one is loaded as well. What failed is tried again by who opens it. */
function LoadAhead() {
  useEffect(() => {
    loadRequests().catch(() => undefined)
  }, [])
  return null
}

async function loadRequests() {
  return await import('../features/requests/requests-screen.tsx')
}

const components: Record<Screen, LazyExoticComponent<ComponentType>> = {
  images: lazy(async () => ({
    default: (await import('../features/images/images-screen.tsx')).ImagesScreen,
  })),
  requests: lazy(async () => ({ default: (await loadRequests()).RequestsScreen })),
  history: lazy(async () => ({
    default: (await import('../features/history/history-screen.tsx')).HistoryScreen,
  })),
  transfers: lazy(async () => ({
    default: (await import('../features/transfers/transfers-screen.tsx')).TransfersScreen,
  })),
  clouds: lazy(async () => ({
    default: (await import('../features/clouds/clouds-screen.tsx')).CloudsScreen,
  })),
  settings: lazy(async () => ({
    default: (await import('../features/settings/settings-screen.tsx')).SettingsScreen,
  })),
  service: lazy(async () => ({
    default: (await import('../features/service/service-screen.tsx')).ServiceScreen,
  })),
  tour: lazy(async () => ({
    default: (await import('../features/tour/tour-screen.tsx')).TourScreen,
  })),
}
