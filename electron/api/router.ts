import type { Router } from '@orpc/server'

import type { Contract } from '../../shared/contract/index.ts'
import { app, files } from './app.ts'
import { type ApiContext, api } from './base.ts'
import { clouds } from './clouds.ts'
import { collections } from './collections.ts'
import { cookies } from './cookies.ts'
import { history } from './history.ts'
import { images } from './images.ts'
import { interchange } from './interchange.ts'
import { requests } from './requests.ts'
import { transfers } from './transfers.ts'
import { vault } from './vault.ts'

/** The contract, answered by the core: the same for every shell and transport. */
export const router: Router<Contract, ApiContext> = api.router({
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
})
