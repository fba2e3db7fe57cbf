import type { Image } from './image.ts'
import type { ImageOperation } from './image-operation.ts'
import { newDraft } from './new-draft.ts'
import { operationCommand } from './operation-command.ts'
import type { RequestDraft } from './request.ts'
import { type WireCall, wireCall } from './wire-call.ts'

/** One operation in the forms that an operator can take elsewhere. */
export interface ExplainedOperation {
  /**
   * A request for the workbench, and from there a cURL line. It has the names of the cloud's address and token, not
   * their values.
   */
  readonly draft: RequestDraft
  /** A shell line for the `openstack` client, or for `glance`; null where neither can do just this. */
  readonly command: string | null
}

/** `name` is what the draft is to be called. */
export function explainOperation(operation: ImageOperation, image: Image, name: string): ExplainedOperation {
  return { draft: toDraft(wireCall(operation, image), name), command: operationCommand(operation, image.id) }
}

function toDraft({ method, path, headers, body }: WireCall, name: string): RequestDraft {
  const all = [['X-Auth-Token', '{{cloud.token}}'] as const, ...headers]
  return {
    ...newDraft,
    name,
    method,
    url: `{{cloud.image}}${path}`,
    headers: all.map(([header, value]) => ({ name: header, value, isEnabled: true })),
    body: draftBody(body),
  }
}

function draftBody(body: WireCall['body']): RequestDraft['body'] {
  switch (body.kind) {
    case 'none':
      return { kind: 'none' }
    case 'json':
      return { kind: 'text', text: literally(JSON.stringify(body.value, null, 2)) }
    case 'file':
      return { kind: 'file', file: null }
  }
}

/** In JSON two braces meet only inside a text, where they would be taken for a variable; either can be a number. */
function literally(json: string): string {
  return json.replaceAll(/\{(?=\{)/g, '\\u007b')
}
