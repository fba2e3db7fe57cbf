import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { MenuCommand } from '../../shared/model/page-menu.ts'
import { useHost } from '../lib/api-context.tsx'
import type { Command } from '../lib/commands.ts'
import { useNavigation } from '../lib/navigation.ts'

/** Shows the palette's commands in the menu of a desktop, and runs those that are chosen there. */
export function useNativeMenu(ofScreen: readonly Command[], everywhere: readonly Command[]): void {
  const { menu } = useHost()
  const { t, i18n } = useTranslation()
  const screen = useNavigation((navigation) => navigation.screen)
  const shown = useRef('')
  const all = [...ofScreen, ...everywhere]
  const run = useEffectEvent((commandId: string) => all.find(({ id }) => id === commandId)?.run())

  useEffect(() => {
    if (!menu) return
    const title = screen === 'tour' || screen === 'service' ? t(`app.${screen}`) : t(`screens.${screen}`)
    const language = i18n.language === 'vi' ? 'vi' : 'en'
    const next = { language, screen: title, commands: all.map(toMenuCommand) } as const
    const text = JSON.stringify(next)
    if (text === shown.current) return
    shown.current = text
    menu.show(next)
  })

  useEffect(() => menu?.onCommand((commandId) => run(commandId)), [menu])
}

function toMenuCommand({ id, label, hint, place, isChosen }: Command): MenuCommand {
  const keys = hint && hint.length <= 40 ? hint : null
  return { id, label: label.slice(0, 200), place: place ?? 'screen', keys, isChosen: isChosen ?? null }
}
