import { api, withContractErrors } from './base.ts'

export const transfers = {
  watch: api.transfers.watch.handler(({ context }) =>
    withContractErrors(context, context.core.transfers.watch(context.signal)),
  ),
  upload: api.transfers.upload.handler(({ input, context: { core, signal } }) =>
    core.transfers.upload(input, signal),
  ),
  download: api.transfers.download.handler(({ input, context: { core, signal } }) =>
    core.transfers.download(input, signal),
  ),
  copy: api.transfers.copy.handler(({ input, context: { core, signal } }) =>
    core.transfers.copy(input, signal),
  ),
  cancel: api.transfers.cancel.handler(({ input, context: { core } }) =>
    core.transfers.cancel(input.transferId),
  ),
  pause: api.transfers.pause.handler(({ input, context: { core } }) =>
    core.transfers.pause(input.transferId),
  ),
  resume: api.transfers.resume.handler(({ input, context: { core } }) =>
    core.transfers.resume(input.transferId),
  ),
  retry: api.transfers.retry.handler(({ input, context: { core } }) =>
    core.transfers.retry(input.transferId, input.file),
  ),
  move: api.transfers.move.handler(({ input, context: { core } }) => core.transfers.move(input)),
  prioritise: api.transfers.prioritise.handler(({ input, context: { core } }) =>
    core.transfers.prioritise(input),
  ),
  deleteLeftImage: api.transfers.deleteLeftImage.handler(({ input, context: { core, signal } }) =>
    core.transfers.deleteLeftImage(input.transferId, signal),
  ),
  dismiss: api.transfers.dismiss.handler(({ input, context: { core } }) =>
    core.transfers.dismiss(input.transferId),
  ),
  dismissEnded: api.transfers.dismissEnded.handler(({ context: { core } }) => core.transfers.dismissEnded()),
  limits: api.transfers.limits.handler(({ context: { core } }) => core.transfers.limits()),
  limit: api.transfers.limit.handler(({ input, context: { core } }) => core.transfers.limit(input)),
  receipt: api.transfers.receipt.handler(({ input, context: { core, signal } }) =>
    core.transfers.receipt(input.transferId, signal),
  ),
}
