import * as z from 'zod'

import { cloudSettings } from './cloud.ts'

/** Where a setting of a cloud was read: a file of the command line's, a shell script, or OS_* variables. */
export const cloudsFileKind = z.enum(['clouds', 'secure', 'public', 'openrc', 'environment'])
export type CloudsFileKind = z.infer<typeof cloudsFileKind>

export const cloudsFileNames: Readonly<Record<CloudsFileKind, string>> = {
  clouds: 'clouds.yaml',
  secure: 'secure.yaml',
  public: 'clouds-public.yaml',
  openrc: 'openrc',
  environment: 'OS_*',
}

/** What can be wrong with one key of one cloud. Each has its sentence in both languages. */
export const cloudsFileProblemReason = z.enum([
  'missing',
  'not-one-value',
  'not-a-url',
  'not-a-boolean',
  'name-invalid',
  'name-of-environment',
  'auth-type-unsupported',
  'auth-type-unstated',
  'auth-method-unsupported',
  'identity-version',
  'image-version',
  'system-scope',
  'interface-unknown',
  'region-invalid',
  'region-unknown',
  'profile-unknown',
  'profile-shutdown',
  'relative-path',
  'key-without-cert',
  'key-unknown',
  'passcode-in-file',
  'needs-shell',
  'unreadable',
])
export type CloudsFileProblemReason = z.infer<typeof cloudsFileProblemReason>

/** What is wrong, and where. `value` is what was written, never a secret. */
export const cloudsFileProblem = z.object({
  file: cloudsFileKind,
  cloudName: z.string().nullable(),
  key: z.string(),
  line: z.int().positive().nullable(),
  reason: cloudsFileProblemReason,
  value: z.string().nullable(),
  /** False when the cloud can be used all the same. */
  isBlocking: z.boolean(),
})
export type CloudsFileProblem = z.infer<typeof cloudsFileProblem>

export const cloudsFilePreview = z.object({
  clouds: z.array(
    z.object({
      settings: cloudSettings,
      hasSecret: z.boolean(),
      /** All that the file names for this cloud; the settings have the first. */
      regionNames: z.array(z.string()),
    }),
  ),
  problems: z.array(cloudsFileProblem),
})
export type CloudsFilePreview = z.infer<typeof cloudsFilePreview>

/** What the command line of this machine would use. */
export const cloudsOnMachine = cloudsFilePreview.extend({
  files: z.array(z.object({ kind: cloudsFileKind, path: z.string() })),
  /** What it takes when no cloud is named. */
  defaultName: z.string().nullable(),
})
export type CloudsOnMachine = z.infer<typeof cloudsOnMachine>
