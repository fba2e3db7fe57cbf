import * as z from 'zod'

import { historyLimits } from './history-limits.ts'
import { savedImageView } from './saved-image-view.ts'

export const languages = ['en', 'vi'] as const
export const themes = ['dark', 'light', 'system'] as const

export const settings = z.object({
  /** Null: follow the browser or the desktop. */
  language: z.enum(languages).nullable(),
  theme: z.enum(themes),
  activeCloudId: z.string().nullable(),
  /** Ways to look at a list of images, by the name they were kept under. */
  imageViews: z.array(savedImageView).max(100),
  history: historyLimits,
})
export type Settings = z.infer<typeof settings>

/** Where passwords are kept. The page says so when they will not outlive the process, or are only obscured. */
export const keyStoreKind = z.enum(['system', 'passphrase', 'basic-text', 'memory'])
export type KeyStoreKind = z.infer<typeof keyStoreKind>

export const appInfo = z.object({
  version: z.string(),
  shell: z.enum(['desktop', 'served', 'cli']),
  keyStore: keyStoreKind,
  downloadsDir: z.string(),
})
export type AppInfo = z.infer<typeof appInfo>
