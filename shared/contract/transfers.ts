import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { fileHandle } from '../model/file-handle.ts'
import { newImage } from '../model/image.ts'
import { unpacking } from '../model/pack-format.ts'
import { transfer, transferEvent } from '../model/transfer.ts'

const call = oc.errors(appErrors)
const cloudId = z.string().min(1)
const one = z.object({ transferId: z.string().min(1) })

/** Bytes on their way between a file and a cloud. */
export const transfers = {
  watch: call.output(eventIterator(transferEvent)),
  upload: call
    .input(
      z.object({
        cloudId,
        file: fileHandle.shape.handle,
        into: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('new'), image: newImage }),
          z.object({ kind: z.literal('existing'), imageId: z.string().min(1) }),
        ]),
        /** Send what is packed in the file instead of the file. */
        unpack: unpacking.optional(),
      }),
    )
    .output(transfer),
  /** Null `file`: into the downloads folder, under a name that is still free. */
  download: call
    .input(z.object({ cloudId, imageId: z.string().min(1), file: fileHandle.shape.handle.nullable() }))
    .output(transfer),
  cancel: call.input(one).output(z.void()),
  /** Tries again with the same image. A download goes on where it ended; an upload starts at the first byte. */
  retry: call.input(one).output(transfer),
  /** Takes a finished transfer off the list. The file and the image stay. */
  dismiss: call.input(one).output(z.void()),
}
