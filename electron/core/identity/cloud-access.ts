import type { ConnectionOptions } from '../http/exchange.ts'

/** What it takes to call one service of one cloud now. */
export interface ServiceAccess {
  readonly cloudId: string
  readonly cloudName: string
  /** Without a trailing slash and without a version: append `/v2/…`. */
  readonly endpoint: string
  readonly token: string
  readonly connection: ConnectionOptions
  /** Whether the token's roles include `admin`. */
  readonly isAdmin: boolean
  /** Of the token; null: it has none. */
  readonly projectId: string | null
}

/** How the rest of the core gets at a signed-in cloud. */
export interface CloudAccess {
  /**
   * A token that lives at least two minutes more, renewed first if need be (one renewal for all who wait).
   * Throws SIGNED_OUT, SECRET_NEEDED, NO_IMAGE_SERVICE, or what signing in throws.
   */
  imageService(cloudId: string, signal: AbortSignal): Promise<ServiceAccess>
  /**
   * After a 401: renews unless somebody already has since `refusedToken` was handed out, and answers as
   * `imageService`. The caller sends again once, and only once.
   */
  renewedImageService(cloudId: string, refusedToken: string, signal: AbortSignal): Promise<ServiceAccess>
  /** How to reach hosts on behalf of a cloud, signed in or not; null: an unknown host, with defaults. */
  connectionFor(cloudId: string | null, signal: AbortSignal): Promise<ConnectionOptions>
  /** `cloud.…` variables for the workbench. Signed out: only what the settings tell. */
  facts(cloudId: string, signal: AbortSignal): Promise<CloudFact[]>
}

/** Tokens of the clouds that are signed in to, for requests that are signed by hand. */
export interface CloudTokens {
  /** The id of the cloud of this name. Throws CLOUD_NAME_UNKNOWN. */
  idOf(name: string): string
  /**
   * A token that lives at least two minutes more; another than `refused`, where that is the current one. Throws
   * SIGNED_OUT, SECRET_NEEDED, or what signing in throws.
   */
  token(cloudId: string, refused: string | null, signal: AbortSignal): Promise<CloudToken>
}

export interface CloudToken {
  readonly value: string
  readonly cloudName: string
  /** Without version. */
  readonly identityEndpoint: string
}

export interface CloudFact {
  readonly name: string
  readonly value: string
  readonly isSecret: boolean
}
