import { type Identity, isAdmin } from '../identity/identity.ts'
import { downloadData } from '../image-data/download-data.ts'
import { importImage } from '../image-data/import-image.ts'
import { stageData, uploadData } from '../image-data/upload-data.ts'
import { listImages } from '../image-list/list-images.ts'
import { type Answer, headersOf, Refusal } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'
import { findRoute, type Route } from '../wire/find-route.ts'
import type { Serve } from '../wire/start-loopback-server.ts'
import { createBackground } from './background.ts'
import { cacheImage, clearCache, deleteCached, showCache } from './cached-images.ts'
import { createImage } from './create-image.ts'
import { listStoreDetails, listStores, listVersions, showImport, showSchema, showUsage } from './discovery.ts'
import {
  answer,
  methodNotAllowed,
  notFound,
  refuse,
  unauthorized,
  withoutRequestId,
} from './image-answers.ts'
import type { ImageContext, Viewer } from './image-context.ts'
import { addMember, listMembers, removeMember, showMember, updateMember } from './image-members.ts'
import { imageSchema, imagesSchema, memberSchema, membersSchema } from './image-schema.ts'
import { addTag, deactivateImage, deleteImage, reactivateImage, removeTag, showImage } from './image-verbs.ts'
import { createMetadefs } from './metadef-catalogue.ts'
import { addNamespace, deleteNamespace, listNamespaces, showNamespace } from './metadefs.ts'
import type { ImageStore } from './open-image-store.ts'
import { listTasks, showImageTasks, showTask } from './show-tasks.ts'
import { deleteCopy } from './store-copies.ts'
import { createTaskLog } from './task-log.ts'
import { updateImage } from './update-image.ts'

export interface ImageServiceOptions {
  readonly store: ImageStore
  readonly identity: Identity
  readonly inspectsFormats: boolean
  readonly log: (line: string) => void
}

export interface ImageService {
  readonly serve: Serve
  /** Ends what goes on in the background. */
  close(): Promise<void>
}

/** The part of Glance's Image API v2 that one store of files takes, as the Zed release answers it. */
export function createImageService(options: ImageServiceOptions): ImageService {
  const background = createBackground(options.log)
  const parts = { background, tasks: createTaskLog(), cached: new Map(), metadefs: createMetadefs() }
  const serve: Serve = async (call) => {
    const outside = answerOutside(call)
    if (outside) return outside
    const viewer = findViewer(call, options.identity)
    if (!viewer) return unauthorized(call, options.identity.identityUrl())
    if (call.path === '/v2') return redirectToRoot(call)
    try {
      return await answerInside(call, { ...options, ...parts, viewer })
    } catch (error) {
      if (error instanceof Refusal) return error.answer
      throw error
    }
  }
  return { serve, close: () => background.close() }
}

type ImageRoute = Route<ImageContext>

const routes: readonly ImageRoute[] = [
  { method: 'GET', pattern: '/v2/images', handle: listImages },
  { method: 'POST', pattern: '/v2/images', handle: createImage },
  { method: 'GET', pattern: '/v2/images/:id', handle: showImage },
  { method: 'PATCH', pattern: '/v2/images/:id', handle: updateImage },
  { method: 'DELETE', pattern: '/v2/images/:id', handle: deleteImage },
  { method: 'GET', pattern: '/v2/images/:id/file', handle: downloadData },
  { method: 'PUT', pattern: '/v2/images/:id/file', handle: uploadData },
  { method: 'PUT', pattern: '/v2/images/:id/stage', handle: stageData },
  { method: 'POST', pattern: '/v2/images/:id/import', handle: importImage },
  { method: 'POST', pattern: '/v2/images/:id/actions/deactivate', handle: deactivateImage },
  { method: 'POST', pattern: '/v2/images/:id/actions/reactivate', handle: reactivateImage },
  { method: 'PUT', pattern: '/v2/images/:id/tags/:tag', handle: addTag },
  { method: 'DELETE', pattern: '/v2/images/:id/tags/:tag', handle: removeTag },
  { method: 'GET', pattern: '/v2/images/:id/members', handle: listMembers },
  { method: 'POST', pattern: '/v2/images/:id/members', handle: addMember },
  { method: 'GET', pattern: '/v2/images/:id/members/:member', handle: showMember },
  { method: 'PUT', pattern: '/v2/images/:id/members/:member', handle: updateMember },
  { method: 'DELETE', pattern: '/v2/images/:id/members/:member', handle: removeMember },
  { method: 'GET', pattern: '/v2/images/:id/tasks', handle: showImageTasks },
  { method: 'DELETE', pattern: '/v2/stores/:store/:id', handle: deleteCopy },
  { method: 'GET', pattern: '/v2/tasks', handle: listTasks },
  { method: 'GET', pattern: '/v2/tasks/:id', handle: showTask },
  { method: 'GET', pattern: '/v2/cache', handle: showCache },
  { method: 'DELETE', pattern: '/v2/cache', handle: clearCache },
  { method: 'PUT', pattern: '/v2/cache/:id', handle: cacheImage },
  { method: 'DELETE', pattern: '/v2/cache/:id', handle: deleteCached },
  { method: 'GET', pattern: '/v2/metadefs/namespaces', handle: listNamespaces },
  { method: 'POST', pattern: '/v2/metadefs/namespaces', handle: addNamespace },
  { method: 'GET', pattern: '/v2/metadefs/namespaces/:namespace', handle: showNamespace },
  { method: 'DELETE', pattern: '/v2/metadefs/namespaces/:namespace', handle: deleteNamespace },
  { method: 'GET', pattern: '/v2/schemas/image', handle: showSchema(imageSchema) },
  { method: 'GET', pattern: '/v2/schemas/images', handle: showSchema(imagesSchema) },
  { method: 'GET', pattern: '/v2/schemas/member', handle: showSchema(memberSchema) },
  { method: 'GET', pattern: '/v2/schemas/members', handle: showSchema(membersSchema) },
  { method: 'GET', pattern: '/v2/info/import', handle: showImport },
  { method: 'GET', pattern: '/v2/info/stores', handle: listStores },
  { method: 'GET', pattern: '/v2/info/stores/detail', handle: listStoreDetails },
  { method: 'GET', pattern: '/v2/info/usage', handle: showUsage },
]

/** The rest refuses a request that has a body. */
const bodyReaders: readonly ImageRoute['handle'][] = [
  listImages,
  createImage,
  updateImage,
  uploadData,
  stageData,
  importImage,
  addMember,
  updateMember,
  addNamespace,
]

async function answerInside(call: Call, context: ImageContext): Promise<Answer> {
  const match = findRoute(routes, call.method, call.path)
  if (match.kind === 'unknown') return notFound(call)
  if (match.kind === 'other-method') return methodNotAllowed(call, match.allowed)
  if (call.hasBody && !bodyReaders.includes(match.route.handle)) {
    throw refuse(call, 400, 'A body is not expected with this request.')
  }
  return match.route.handle(call, match.params, context)
}

/** Whatever is not below /v2 is answered without a token. */
function answerOutside(call: Call): Answer | null {
  if (call.path === '/v2' || call.path.startsWith('/v2/')) return null
  if (call.path === '/healthcheck') {
    const text = Buffer.from('OK')
    return withoutRequestId(answer(200, 'OK', headersOf(text, 'text/plain; charset=UTF-8'), text))
  }
  return listVersions(call, call.path === '/versions' ? 200 : 300)
}

function redirectToRoot(call: Call): Answer {
  return answer(302, 'Found', [
    ['Content-Type', 'text/plain; charset=utf8'],
    ['Location', `${call.origin}/v2/`],
    ['Content-Length', '0'],
  ])
}

function findViewer(call: Call, identity: Identity): Viewer | null {
  const token = identity.tokens.find(header(call, 'x-auth-token') ?? '')
  if (!token) return null
  const projectId = token.scope.kind === 'project' ? token.scope.projectId : null
  return { userId: token.userId, projectId, isAdmin: isAdmin(token, identity.accounts) }
}
