import { useHotkeys } from '@mantine/hooks'
import { type RefObject, useEffect, useRef } from 'react'

import type { SignedInCloud } from '../../lib/live.ts'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { FacetBar } from './facet-bar.tsx'
import { takesDrop } from './image-dialog.ts'
import { ImageDialogs } from './image-dialogs.tsx'
import { takesNewImages } from './image-look.ts'
import { ImageToolbar } from './image-toolbar.tsx'
import classes from './images.module.css'
import { ImageInspector } from './inspector/image-inspector.tsx'
import { ImageListing } from './table/image-listing.tsx'
import { DropOverlay } from './upload/drop-overlay.tsx'
import { type ImageBrowserState, useImageBrowser } from './use-image-browser.ts'
import { useImageCommands } from './use-image-commands.ts'
import { useFollowedImage } from './use-image-list.ts'

/** Toolbar, table and inspector of the images that one project sees. */
export function ImageBrowser({ cloud }: { cloud: SignedInCloud }) {
  const filter = useRef<HTMLInputElement>(null)
  const table = useRef<HTMLDivElement>(null)
  const browser = useImageBrowser(cloud, table)
  const inspector = useRef<HTMLElement>(null)

  useHotkeys([['/', () => filter.current?.focus()]])
  useImageCommands(browser)
  useFocusAfter(browser.dialog !== null, table)

  const isListed = (imageId: string) => browser.list.images.some((image) => image.id === imageId)
  const arriving = takesNewImages(browser.view)
    ? [...browser.uploads.keys()].filter((imageId) => !isListed(imageId))
    : []

  return (
    <div className={classes.screen}>
      <section className={classes.list}>
        <ImageToolbar browser={browser} filterRef={filter} onLeave={() => table.current?.focus()} />
        {browser.marked.length > 0 ? <BulkBar browser={browser} /> : <FacetBar browser={browser} />}
        <ImageListing browser={browser} tableRef={table} onEnter={() => inspector.current?.focus()} />
      </section>
      <ImageInspector browser={browser} ref={inspector} onLeave={() => table.current?.focus()} />
      {arriving.map((imageId) => (
        <ArrivingImage key={imageId} browser={browser} imageId={imageId} />
      ))}
      {takesDrop(browser.dialog) && <DropOverlay cloud={cloud} onDrop={browser.takeDrop} />}
      <ImageDialogs browser={browser} />
    </div>
  )
}

/** A question that was opened from the palette leaves the focus nowhere when it closes: the table takes it. */
function useFocusAfter(isOpen: boolean, table: RefObject<HTMLElement | null>) {
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) table.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen, table])
}

/** An image that an upload of ours has just made comes into the list without reading all of it again. */
function ArrivingImage({
  browser: { cloud, list },
  imageId,
}: {
  browser: ImageBrowserState
  imageId: string
}) {
  useFollowedImage(cloud, imageId, list.listKey)
  return null
}
