import { app, files } from './app.ts'
import { clouds } from './clouds.ts'
import { collections } from './collections.ts'
import { cookies } from './cookies.ts'
import { history } from './history.ts'
import { images } from './images.ts'
import { interchange } from './interchange.ts'
import { requests } from './requests.ts'
import { transfers } from './transfers.ts'
import { vault } from './vault.ts'

/** The complete list of what the page may ask of its host. Written out, because it is too long to be inferred. */
export type Contract = {
  readonly app: typeof app
  readonly files: typeof files
  readonly clouds: typeof clouds
  readonly images: typeof images
  readonly transfers: typeof transfers
  readonly collections: typeof collections
  readonly requests: typeof requests
  readonly cookies: typeof cookies
  readonly interchange: typeof interchange
  readonly history: typeof history
  readonly vault: typeof vault
}

export const contract: Contract = {
  app,
  files,
  clouds,
  images,
  transfers,
  collections,
  requests,
  cookies,
  interchange,
  history,
  vault,
}
