import { app, files } from './app.ts'
import { clouds } from './clouds.ts'
import { history } from './history.ts'
import { images } from './images.ts'
import { requests } from './requests.ts'
import { transfers } from './transfers.ts'
import { vault } from './vault.ts'

/** The complete list of what the page may ask of its host. */
export const contract = { app, files, clouds, images, transfers, requests, history, vault }
export type Contract = typeof contract
