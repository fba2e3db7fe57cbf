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
  cancel: api.transfers.cancel.handler(({ input, context: { core } }) =>
    core.transfers.cancel(input.transferId),
  ),
  retry: api.transfers.retry.handler(({ input, context: { core } }) =>
    core.transfers.retry(input.transferId),
  ),
  dismiss: api.transfers.dismiss.handler(({ input, context: { core } }) =>
    core.transfers.dismiss(input.transferId),
  ),
}
