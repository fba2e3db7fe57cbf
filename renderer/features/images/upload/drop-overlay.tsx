import { IconUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SignedInCloud } from '../../../lib/live.ts'
import { targetOf } from '../target-of.ts'
import { countDragged, type DroppedFiles, takeDropped } from './dropped-files.ts'
import classes from './upload.module.css'

interface DropOverlayProps {
  cloud: SignedInCloud
  onDrop: (dropped: DroppedFiles) => void
}

/** Takes files dropped anywhere on the page, and says over everything where they will go. */
export function DropOverlay({ cloud, onDrop }: DropOverlayProps) {
  const { t } = useTranslation()
  const count = useFileDrop(onDrop)

  if (count === 0) return null
  return (
    <div className={classes.overlay}>
      <IconUpload size={28} aria-hidden />
      {t('images.drop.over', { count, target: targetOf(cloud) })}
    </div>
  )
}

/** How many files are dragged over the page. Listens on the window: a file dropped beside must not replace the page. */
function useFileDrop(onDrop: (dropped: DroppedFiles) => void): number {
  const [count, setCount] = useState(0)

  useEffect(() => {
    const stop = new AbortController()
    const listen = <Name extends 'dragover' | 'dragleave' | 'drop'>(
      name: Name,
      handle: (event: WindowEventMap[Name]) => void,
    ) => window.addEventListener(name, handle, { signal: stop.signal })

    listen('dragover', (event) => {
      const dragged = countDragged(event.dataTransfer)
      if (dragged === 0 || !event.dataTransfer) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setCount(dragged)
    })
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setCount(0)
    })
    listen('drop', (event) => {
      setCount(0)
      if (countDragged(event.dataTransfer) === 0 || !event.dataTransfer) return
      event.preventDefault()
      void takeDropped(event.dataTransfer).then(onDrop)
    })
    return () => stop.abort()
  }, [onDrop])

  return count
}
