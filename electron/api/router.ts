import { app, files } from './app.ts'
import { api } from './base.ts'
import { clouds } from './clouds.ts'
import { history } from './history.ts'
import { images } from './images.ts'
import { requests } from './requests.ts'
import { transfers } from './transfers.ts'

/** The contract, answered by the core: the same for every shell and transport. */
export const router = api.router({ app, files, clouds, images, transfers, requests, history })
