import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { authorizeEvent, requestAuth } from '../model/request-auth.ts'
import {
  draftOfCurl,
  requestDraft,
  requestPlace,
  sendableDraft,
  sendEvent,
  variable,
} from '../model/request.ts'
import { requestWorkspace, workspaceChange, workspaceSaved } from '../model/request-workspace.ts'

const call = oc.errors(appErrors)
const cloudId = z.string().min(1).nullable()
const place = requestPlace.default({ sourceId: null, environmentId: null })

/** The request workbench. */
export const requests = {
  /** Sends what the draft says, variables resolved against the cloud and what was captured before. */
  send: call.input(z.object({ draft: sendableDraft, cloudId, place })).output(eventIterator(sendEvent)),
  /** Signs in for requests that are signed by an authorization code of OAuth 2. Ends with `done`, or fails. */
  authorize: call
    .input(z.object({ auth: requestAuth, cloudId, place }))
    .output(eventIterator(authorizeEvent)),
  /** One request for each command, URL and `--next`; at least one. */
  fromCurl: call.input(z.object({ command: z.string().max(1_000_000) })).output(z.array(draftOfCurl)),
  /** A command for a POSIX shell. Without secrets, a secret stays as its `{{name}}`. */
  toCurl: call
    .input(z.object({ draft: requestDraft, cloudId, place, withSecrets: z.boolean() }))
    .output(z.object({ command: z.string() })),
  variables: call.input(z.object({ cloudId, place })).output(z.array(variable)),
  /** A null value takes the variable away. */
  setVariable: call
    .input(
      z.object({
        name: z.string().regex(/^[A-Za-z_][\w-]*$/),
        value: z.string().nullable(),
        isSecret: z.boolean(),
      }),
    )
    .output(z.void()),
  /** The open requests, kept by the host: secrets that were typed into them are not. */
  workspace: {
    get: call.output(requestWorkspace),
    /** Takes in what one window changed, beside what others did. */
    save: call.input(workspaceChange).output(workspaceSaved),
  },
}
