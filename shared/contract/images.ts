import { oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { image, imageFormats, newImage } from '../model/image.ts'

const call = oc.errors(appErrors)
const cloudId = z.string().min(1)
const one = z.object({ cloudId, imageId: z.string().min(1) })

/** What any client may ask about images. One entry per thing an operator can do. */
export const images = {
  /** One page. The caller asks again with `nextMarker` until it is null. */
  list: call
    .input(z.object({ cloudId, marker: z.string().nullable(), limit: z.int().min(1).max(1000) }))
    .output(z.object({ images: z.array(image), nextMarker: z.string().nullable() })),
  show: call.input(one).output(image),
  create: call.input(z.object({ cloudId, image: newImage })).output(image),
  delete: call.input(one).output(z.void()),
  deactivate: call.input(one).output(z.void()),
  reactivate: call.input(one).output(z.void()),
  /** The formats this cloud accepts, from its own schema. */
  formats: call.input(z.object({ cloudId })).output(imageFormats),
}
