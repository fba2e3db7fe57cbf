import { Button, Tabs, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { isSignedIn, type SignedInCloud, useActiveCloud } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ImageSchema } from './image-schema.tsx'
import { ImportMethods } from './import-methods.tsx'
import { Metadefs } from './metadefs.tsx'
import { ServiceCache } from './service-cache.tsx'
import { ServiceOverview } from './service-overview.tsx'
import { ServiceTasks } from './service-tasks.tsx'
import classes from './service.module.css'
import { Stores } from './stores.tsx'
import { Usage } from './usage.tsx'

/** What the image service of the cloud in use has beside its images. */
export function ServiceScreen() {
  const { t } = useTranslation('service')
  const go = useNavigation((navigation) => navigation.go)
  const cloud = useActiveCloud()

  if (!isSignedIn(cloud) || cloud.session.imageEndpoint === null)
    return (
      <EmptyState title={t('noCloud')} hint={t('noCloudHint')}>
        <Button variant="filled" onClick={() => go('clouds')}>
          {t('toClouds')}
        </Button>
      </EmptyState>
    )
  return <Service key={`${cloud.id} ${cloud.session.fingerprint}`} cloud={cloud} />
}

const parts = {
  overview: ServiceOverview,
  usage: Usage,
  stores: Stores,
  imports: ImportMethods,
  cache: ServiceCache,
  tasks: ServiceTasks,
  metadefs: Metadefs,
  schema: ImageSchema,
} as const
type Part = keyof typeof parts
const names = Object.keys(parts) as Part[]

function Service({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const go = useNavigation((navigation) => navigation.go)
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <Title order={1}>{t('title')}</Title>
        <span className={classes.faint}>{t('of', { cloud: cloud.settings.name })}</span>
        <span className={classes.spring} />
        <Button onClick={() => go('images')}>{t('backToImages')}</Button>
      </header>
      <Tabs defaultValue="overview" orientation="vertical" keepMounted={false} className={classes.tabs ?? ''}>
        <Tabs.List className={classes.list ?? ''} aria-label={t('parts')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`part.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => {
          const Shown = parts[name]
          return (
            <Tabs.Panel key={name} value={name} className={classes.panel ?? ''}>
              <Title order={2}>{t(`part.${name}`)}</Title>
              <Shown cloud={cloud} />
            </Tabs.Panel>
          )
        })}
      </Tabs>
    </div>
  )
}
