import { randomUUID } from 'node:crypto'

import { importMethods } from '../image-data/read-import.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { isField, isReadOnly, isReserved, numberProblem, schemaProblem, wideProblem } from './check-image.ts'
import { json, refuse, refuseWithDetail } from './image-answers.ts'
import type { ImageContext } from './image-context.ts'
import { readObject } from './read-json.ts'
import { describeImage, type StoredImage, storeNames } from './stored-image.ts'

/** POST /v2/images */
export async function createImage(call: Call, _params: unknown, context: ImageContext): Promise<Answer> {
  const wanted = await readObject(call)
  for (const [name, value] of Object.entries(wanted)) checkField(call, name, value)
  checkRights(call, wanted, context)

  const image = newImage(wanted, context.viewer.projectId)
  if (context.store.isUsed(image.id)) throw refuse(call, 409, `Image ID ${image.id} already exists!`)
  await context.store.add(image)
  return json(201, describeImage(image, context.viewer.isAdmin), [
    ['Location', `${call.origin}/v2/images/${image.id}`],
    ['Openstack-Image-Import-Methods', importMethods.join(',')],
    ['Openstack-Image-Store-Ids', storeNames.join(',')],
  ])
}

export function newImage(wanted: Record<string, unknown>, projectId: string | null): StoredImage {
  const now = new Date().toISOString()
  const own = Object.entries(wanted).filter(([name]) => !isField(name))
  return {
    id: text(wanted.id) ?? randomUUID(),
    name: text(wanted.name),
    status: 'queued',
    visibility: (text(wanted.visibility) ?? 'shared') as StoredImage['visibility'],
    protected: wanted.protected === true,
    osHidden: wanted.os_hidden === true,
    owner: text(wanted.owner) ?? projectId,
    diskFormat: text(wanted.disk_format),
    containerFormat: text(wanted.container_format),
    minDisk: Number(wanted.min_disk ?? 0),
    minRam: Number(wanted.min_ram ?? 0),
    tags: [...new Set(wanted.tags as string[] | undefined)],
    properties: Object.fromEntries(own) as Record<string, string>,
    data: null,
    staged: null,
    members: [],
    createdAt: now,
    updatedAt: now,
  }
}

function checkField(call: Call, name: string, value: unknown): void {
  if (isReadOnly(name)) throw refuse(call, 403, `Attribute '${name}' is read-only.`)
  if (name === 'locations') throw refuse(call, 403, "Attribute 'locations' is reserved.")
  const problem = wideProblem(name, value) ?? schemaProblem(name, value) ?? numberProblem(name, value)
  if (problem) throw refuse(call, 400, problem)
  if (isReserved(name)) throw refuseWithDetail(call, 403, `Attribute '${name}' is reserved.`)
  if (name.length > 255) {
    throw refuse(call, 400, 'Custom property should not be greater than 255 characters.')
  }
}

function checkRights(call: Call, wanted: Record<string, unknown>, { viewer }: ImageContext): void {
  if (viewer.isAdmin) return
  if (wanted.visibility === 'public') {
    throw refuse(call, 403, 'You are not authorized to complete publicize_image action.')
  }
  if (typeof wanted.owner === 'string' && wanted.owner !== viewer.projectId) {
    throw refuse(call, 403, `You are not permitted to create images owned by '${wanted.owner}'.`)
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
