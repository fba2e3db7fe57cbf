import type { DraftPair, RequestPlace, Variable } from '../../../shared/model/request.ts'
import type { RequestAuth } from '../../../shared/model/request-auth.ts'
import type { VariableDefinition } from '../../../shared/model/variable-definition.ts'

/** Variables that were defined together. */
export interface VariableLayer {
  readonly origin: Extract<Variable['origin'], 'collection' | 'folder' | 'environment'>
  readonly definitions: readonly VariableDefinition[]
  /** What the key store calls the secret value of a name of this layer. */
  secretKey(name: string): string
}

/** What a request has from the place where it stands. */
export interface RequestScope {
  /** The weakest first. */
  readonly layers: readonly VariableLayer[]
  /** Sent before the request's own, unless it names them itself. */
  readonly headers: readonly DraftPair[]
  /** Never `inherit`. */
  readonly auth: RequestAuth
}

/** A draft of no collection, with no environment. */
export const nowhere: RequestPlace = { sourceId: null, environmentId: null }

/** What it has from there. */
export const noScope: RequestScope = { layers: [], headers: [], auth: { kind: 'none' } }
