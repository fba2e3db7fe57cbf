import * as z from 'zod'

import { languages } from './app-info.ts'

/** Where in a desktop's menu a command stands. */
export const menuPlace = z.enum(['go', 'cloud', 'theme', 'language', 'settings', 'help', 'screen'])
export type MenuPlace = z.infer<typeof menuPlace>

const text = z.string().max(500)

export const menuCommand = z.object({
  id: text.min(1),
  label: text.min(1),
  place: menuPlace,
  /** The keys by which the page itself hears it, as "Ctrl+Alt+N"; null where there are none. */
  keys: text.nullable(),
  /** Of several that exclude each other, whether it is the one; null for a command that just does something. */
  isChosen: z.boolean().nullable(),
})
export type MenuCommand = z.infer<typeof menuCommand>

/** What a page can do at this moment, for the menu of the window that it is in. */
export const pageMenu = z.object({
  language: z.enum(languages),
  /** The title of the open screen. */
  screen: text.min(1),
  commands: z.array(menuCommand).max(2000),
})
export type PageMenu = z.infer<typeof pageMenu>
