import type { RequestPlace } from '../../../shared/model/request.ts'
import type { Collections } from '../collections/collections.ts'
import type { History, Requests } from '../core.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { BodyStore } from '../history/create-body-store.ts'
import type { SendExchange } from '../http/exchange.ts'
import type { CloudAccess, CloudTokens } from '../identity/cloud-access.ts'
import { fromCurl } from '../interchange/curl/from-curl.ts'
import { draftWithNames } from '../interchange/import/move-secrets.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { TokenCache } from './auth/token-cache.ts'
import { authorizeRequest } from './authorize-request.ts'
import { copyAsCurl, writtenDown } from './copy-as-curl.ts'
import type { OpenCookies } from './create-cookies.ts'
import { allValues } from './known-values.ts'
import { nowhere, type RequestScope } from './request-scope.ts'
import { runRequests } from './run-requests.ts'
import { type SendParts, sendDraft } from './send-draft.ts'
import { SessionVariables } from './session-variables.ts'
import type { WorkspaceStore } from './workspace-store.ts'

export interface WorkbenchParts {
  /** Recorded: the workbench tells the record that `history` holds when an exchange ends. */
  readonly send: SendExchange
  readonly history: Pick<History, 'show'>
  readonly access: Pick<CloudAccess, 'connectionFor' | 'facts'> & CloudTokens
  readonly files: Pick<FileRegistry, 'addPath' | 'find'>
  readonly bodies: Pick<BodyStore, 'pathFor'>
  readonly collections: Pick<Collections, 'list' | 'show'>
  readonly workspace: WorkspaceStore
  readonly secrets: KeyStore
  readonly cookies: Pick<OpenCookies, 'jarOf'>
  /** What a request has from where it stands, and from the environment that is chosen. */
  scopeOf(place: RequestPlace, signal: AbortSignal): Promise<RequestScope>
  now(): number
}

/** The workbench: drafts become exchanges, and their answers variables for the next. */
export function createRequests(parts: WorkbenchParts): Requests {
  const session = new SessionVariables()
  const sources: SendParts & Pick<WorkbenchParts, 'collections'> = {
    ...parts,
    session,
    tokens: new TokenCache(parts.now),
    cookiesOf: parts.cookies.jarOf,
  }

  return {
    send: (input, signal) => sendDraft(sources, input, signal),
    authorize: (input, signal) => authorizeRequest(sources, input, signal),
    run: (order, signal) => runRequests(sources, order, signal),
    fromCurl: (command, signal) => fromCurl(command, parts.files, signal),
    toCurl: (input, signal) => copyAsCurl(sources, input, signal),
    writtenDown: (input, signal) => {
      const order = { ...input, draft: draftWithNames(input.draft), withSecrets: false }
      return writtenDown(sources, order, signal)
    },
    variables: async ({ cloudId, place = nowhere }, signal) => {
      const known = await allValues(sources, { cloudId, scope: await parts.scopeOf(place, signal) }, signal)
      return [...known]
        .map(([name, held]) => ({ ...held, name, value: held.isSecret ? null : held.value }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },
    setVariable: ({ name, value, isSecret }) => session.set(name, value, isSecret),
    workspace: () => parts.workspace.read(),
    saveWorkspace: (change) => parts.workspace.save(change),
  }
}
