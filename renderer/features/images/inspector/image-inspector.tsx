import { Skeleton, Tabs } from '@mantine/core'
import { type KeyboardEvent, lazy, type ReactNode, type Ref, Suspense, useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { ImageOperation } from '../../../../shared/model/image-operation.ts'
import { showName } from '../../../lib/show-name.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { AsMenu } from '../as-menu.tsx'
import type { ImageBrowserState } from '../use-image-browser.ts'
import { ImageButtons } from './image-buttons.tsx'
import { ImageOverview } from './image-overview.tsx'
import { ImageWire } from './image-wire.tsx'
import classes from './inspector.module.css'
import { KeyboardHelp } from './keyboard-help.tsx'
import { useImageExchanges } from './use-image-exchanges.ts'

const ImageProperties = lazy(async () => ({
  default: (await import('../properties/image-properties.tsx')).ImageProperties,
}))
const ImageMembers = lazy(async () => ({
  default: (await import('../sharing/image-members.tsx')).ImageMembers,
}))
const ImageStores = lazy(async () => ({ default: (await import('../sharing/image-stores.tsx')).ImageStores }))
const ImageTasks = lazy(async () => ({ default: (await import('../sharing/image-tasks.tsx')).ImageTasks }))

const learnable: readonly ImageOperation[] = [
  { action: 'show' },
  { action: 'download' },
  { action: 'upload', store: null },
  { action: 'deactivate' },
  { action: 'reactivate' },
  { action: 'delete' },
]

interface ImageInspectorProps {
  browser: ImageBrowserState
  ref: Ref<HTMLElement>
  onLeave: () => void
}

/** Everything about the selected image, and what can be done with it. */
export function ImageInspector({ browser, ref, onLeave }: ImageInspectorProps) {
  const { t } = useTranslation()
  const image = useDeferredValue(browser.selected)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.defaultPrevented) onLeave()
  }

  return (
    <aside
      ref={ref}
      tabIndex={-1}
      aria-label={t('images.inspector')}
      className={classes.inspector}
      onKeyDown={onKeyDown}
    >
      {image ? <Inspected browser={browser} image={image} /> : <KeyboardHelp />}
    </aside>
  )
}

function Inspected({ browser, image }: { browser: ImageBrowserState; image: Image }) {
  const { t } = useTranslation()
  const exchanges = useImageExchanges(browser.cloud.id, image.id)

  return (
    <>
      <header className={classes.header}>
        <h2 className={classes.name}>
          <bdi>{showName(image.name ?? '') || t('images.nameless')}</bdi>
        </h2>
        <div className={classes.id}>
          <span className="mono">{image.id}</span>
          <CopyButton value={image.id} label="id" />
          <AsMenu cloud={browser.cloud} image={image} operations={learnable} size={22} />
        </div>
        <ImageButtons browser={browser} image={image} />
      </header>
      <Tabs defaultValue="overview" keepMounted={false} className={classes.tabs ?? ''}>
        <Tabs.List className={classes.tabList ?? ''}>
          <Tabs.Tab value="overview">{t('images.tab.overview')}</Tabs.Tab>
          <Tabs.Tab value="properties">
            {t('images.tab.properties')}{' '}
            <sup className={classes.count}>{Object.keys(image.properties).length}</sup>
          </Tabs.Tab>
          <Tabs.Tab value="members">{t('images.tab.members')}</Tabs.Tab>
          <Tabs.Tab value="stores">{t('images.tab.stores')}</Tabs.Tab>
          <Tabs.Tab value="tasks">{t('images.tab.tasks')}</Tabs.Tab>
          <Tabs.Tab value="wire">
            {t('images.tab.wire')} <sup className={classes.count}>{exchanges.data?.total ?? ''}</sup>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview" className={classes.panel ?? ''} tabIndex={0}>
          <ImageOverview browser={browser} image={image} />
        </Tabs.Panel>
        <LaterPanel value="properties">
          <ImageProperties key={image.id} cloud={browser.cloud} image={image} />
        </LaterPanel>
        <LaterPanel value="members">
          <ImageMembers key={image.id} cloud={browser.cloud} image={image} />
        </LaterPanel>
        <LaterPanel value="stores">
          <ImageStores key={image.id} browser={browser} image={image} />
        </LaterPanel>
        <LaterPanel value="tasks">
          <ImageTasks cloudId={browser.cloud.id} imageId={image.id} />
        </LaterPanel>
        <Tabs.Panel value="wire" className={classes.panel ?? ''}>
          <ImageWire cloudId={browser.cloud.id} exchanges={exchanges} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

/** A tab that is fetched when it is first opened. */
function LaterPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Panel value={value} className={classes.panel ?? ''} tabIndex={0}>
      <Suspense fallback={<Skeleton height={64} />}>{children}</Suspense>
    </Tabs.Panel>
  )
}
