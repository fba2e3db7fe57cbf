import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { fileHandle } from '../model/file-handle.ts'
import { newImage } from '../model/image.ts'
import { unpacking } from '../model/pack-format.ts'
import { transferLimits } from '../model/transfer-limits.ts'
import { transferReceipt } from '../model/transfer-receipt.ts'
import { lineMove, transfer, transferEvent, transferPriority } from '../model/transfer.ts'

const call = oc.errors(appErrors)
const cloudId = z.string().min(1)
const one = z.object({ transferId: z.string().min(1) })

/** Bytes on their way between a file and a cloud, or between two clouds. */
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
        /** Id of the store; else the cloud's own choice. */
        store: z.string().min(1).optional(),
      }),
    )
    .output(transfer),
  /** Null `file`: into the downloads folder, under a name that is still free. */
  download: call
    .input(z.object({ cloudId, imageId: z.string().min(1), file: fileHandle.shape.handle.nullable() }))
    .output(transfer),
  /** Into another cloud, or another project of the same one, with no disk between. */
  copy: call
    .input(
      z.object({
        cloudId,
        imageId: z.string().min(1),
        toCloudId: cloudId,
        name: newImage.shape.name.min(1).optional(),
        visibility: newImage.shape.visibility,
      }),
    )
    .output(transfer),
  cancel: call.input(one).output(z.void()),
  /** Stops one that is not over; a restart of the app leaves it so. */
  pause: call.input(one).output(transfer),
  resume: call.input(one).output(transfer),
  /**
   * Tries one that failed, waits, or was cancelled again, with the same image: a download goes on where it ended, an
   * upload starts at the first byte. `file`: read this one from now on, for an upload whose page is gone.
   */
  retry: call.input(one.extend({ file: fileHandle.shape.handle.optional() })).output(transfer),
  move: call.input(one.extend({ to: lineMove })).output(z.void()),
  prioritise: call.input(one.extend({ priority: transferPriority })).output(transfer),
  /** Deletes `leftImageId`; one that is gone already will do. A retry then makes another image. */
  deleteLeftImage: call.input(one).output(transfer),
  /** Stops a transfer and takes it off the list. The file and the image stay. */
  dismiss: call.input(one).output(z.void()),
  /** Takes all that are over off the list. */
  dismissEnded: call.output(z.void()),
  limits: call.output(transferLimits),
  /** Holds from the next chunk on, for those that move already, too. */
  limit: call.input(transferLimits).output(transferLimits),
  /** What was moved, how often it was tried and by what it was proven; also of one that was dismissed. */
  receipt: call.input(one).output(transferReceipt),
}
