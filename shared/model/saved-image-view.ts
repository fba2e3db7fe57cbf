import * as z from 'zod'

import { imageColumns, imageFacets, listScopes } from './image-look.ts'

const imageLook = z.object({
  text: z.string(),
  scope: z.enum(listScopes),
  choice: z.record(z.enum(imageFacets), z.string().nullable()).readonly(),
  asksCloud: z.boolean(),
  sort: z
    .array(z.object({ column: z.enum(imageColumns), isDescending: z.boolean() }))
    .min(1)
    .readonly(),
  columns: z.array(z.enum(imageColumns)).min(1).readonly(),
})

/** A way to look at lists of images, kept under a name. */
export const savedImageView = z.object({ name: z.string().min(1).max(80), look: imageLook })
