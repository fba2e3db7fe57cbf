import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { rulingFor } from '../../../shared/model/image-action.ts'
import { type Command, useCommands } from '../../lib/commands.ts'
import { pickFiles } from './upload/pick-files.ts'
import { clickActions, viewerOf } from './use-image-actions.tsx'
import type { ImageBrowserState } from './use-image-browser.ts'

/** Puts the screen's actions, and those that the selected image allows, into the palette. */
export function useImageCommands({
  cloud,
  selected,
  actions,
  openDialog,
  takeDrop,
  refresh,
  markAll,
}: ImageBrowserState): void {
  const { t } = useTranslation()
  const { run } = actions

  const commands = useMemo<Command[]>(() => {
    const ofScreen: Command[] = [
      {
        id: 'images-upload',
        label: t('images.command.upload'),
        run: () => void pickFiles({ isMultiple: true }).then(takeDrop),
      },
      { id: 'images-create', label: t('images.command.create'), run: () => openDialog({ kind: 'create' }) },
      {
        id: 'images-columns',
        label: t('images.command.columns'),
        run: () => openDialog({ kind: 'columns' }),
      },
      {
        id: 'images-keep-view',
        label: t('images.command.keepView'),
        run: () => openDialog({ kind: 'views' }),
      },
      { id: 'images-mark-all', label: t('images.command.markAll'), run: markAll },
      { id: 'images-refresh', label: t('images.command.refresh'), run: refresh },
    ]
    if (!selected) return ofScreen
    const ofImage = clickActions
      .filter((action) => rulingFor(action, selected, viewerOf(cloud)).isAllowed)
      .map((action) => ({
        id: `image-${action}`,
        label: t(`images.action.${action}`),
        hint: selected.name || selected.id,
        run: () => run(action, selected),
      }))
    const ofImport =
      selected.status === 'queued' || selected.status === 'uploading'
        ? [
            {
              id: 'image-import',
              label: t('images.action.import'),
              hint: selected.name || selected.id,
              run: () => openDialog({ kind: 'import', image: selected }),
            },
          ]
        : []
    const ofCopy = rulingFor('download', selected, viewerOf(cloud)).isAllowed
      ? [
          {
            id: 'image-copy',
            label: t('images.across.open'),
            hint: selected.name || selected.id,
            run: () => openDialog({ kind: 'copy', images: [selected] }),
          },
        ]
      : []
    return [...ofImage, ...ofCopy, ...ofImport, ...ofScreen]
  }, [t, cloud, selected, run, openDialog, takeDrop, refresh, markAll])

  useCommands('images', commands)
}
