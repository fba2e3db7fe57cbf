import * as z from 'zod'

import type { FolderSettings, RequestEnvironment } from '../../../../shared/model/collection.ts'
import { authData, authOf } from './auth-format.ts'
import { pairData, pairInFile, pairOf, variableData, variableInFile, variableOf } from './pairs-format.ts'
import { type FileObject, parseYaml, writeYaml } from './yaml-text.ts'

const settings = {
  request: z
    .object({
      headers: z.array(pairInFile).default([]),
      auth: z.unknown().optional(),
      variables: z.array(variableInFile).default([]),
    })
    .default({ headers: [], variables: [] }),
  docs: z
    .union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
    .default(''),
  extensions: z.object({ arclight: z.object({ auth: z.unknown().optional() }).optional() }).optional(),
}

const folderFile = z.object({
  info: z.object({ name: z.string().min(1), seq: z.number().optional() }),
  ...settings,
})
const collectionFile = z.object({
  opencollection: z.string().regex(/^1(?:\.|$)/, { error: 'is not version 1' }),
  info: z.object({ name: z.string().min(1), seq: z.number().optional() }),
  ...settings,
})
const environmentFile = z.object({
  name: z.string().optional(),
  variables: z.array(variableInFile).default([]),
})

const knownOfFolder = new Set(
  [
    'docs request.headers request.auth request.variables extensions.arclight.auth',
    'request.headers.disabled request.headers.description request.headers.value',
    'request.variables.disabled request.variables.description request.variables.value request.variables.secret',
    'request.auth.username request.auth.password request.auth.token request.auth.key request.auth.value',
    'request.auth.placement',
  ].flatMap((line) => line.split(' ')),
)
const knownOfEnvironment = new Set([
  'variables',
  'variables.disabled',
  'variables.description',
  'variables.secret',
  'variables.value',
])

export interface ReadFolder {
  readonly settings: FolderSettings
  /** Null when the file does not say where the folder stands. */
  readonly seq: number | null
}

/** Reads a `folder.yml`. Throws an error whose message says what is wrong, and where. */
export function readFolder(text: string): ReadFolder {
  return folderOf(parseYaml(text, folderFile))
}

/** Reads an `opencollection.yml`. Throws an error whose message says what is wrong, and where. */
export function readCollectionFile(text: string): ReadFolder {
  return folderOf(parseYaml(text, collectionFile))
}

export function writeFolder(text: string, folder: { settings: FolderSettings; seq: number | null }): string {
  const info = { name: folder.settings.name, type: 'folder', seq: folder.seq ?? undefined }
  return writeYaml(text, { info, ...settingsData(folder.settings) }, knownOfFolder)
}

export function writeCollectionFile(text: string, about: FolderSettings): string {
  const data = { opencollection: '1.0.0', info: { name: about.name }, ...settingsData(about), bundled: false }
  return writeYaml(text, data, knownOfFolder)
}

export function readEnvironment(text: string): Omit<RequestEnvironment, 'name'> & { name: string | null } {
  const { name, variables } = parseYaml(text, environmentFile)
  return { name: name ?? null, variables: variables.map(variableOf) }
}

export function writeEnvironment(text: string, { name, variables }: RequestEnvironment): string {
  return writeYaml(text, { name, variables: variables.map(variableData) }, knownOfEnvironment)
}

function folderOf({ info, request, docs, extensions }: z.infer<typeof folderFile>): ReadFolder {
  return {
    seq: info.seq ?? null,
    settings: {
      name: info.name,
      headers: request.headers.map(pairOf),
      auth: authOf(request.auth, extensions?.arclight?.auth) ?? { kind: 'none' },
      variables: request.variables.map(variableOf),
      docs,
    },
  }
}

function settingsData({ headers, auth, variables, docs }: FolderSettings): FileObject {
  const { auth: inWords, extension } = authData(auth)
  return {
    request: {
      headers: headers.length > 0 ? headers.map(pairData) : undefined,
      auth: inWords,
      variables: variables.length > 0 ? variables.map(variableData) : undefined,
    },
    docs: docs === '' ? undefined : docs,
    extensions: { arclight: { auth: extension } },
  }
}
