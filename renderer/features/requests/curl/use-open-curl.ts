import { useMutation } from '@tanstack/react-query'

import { useApi } from '../../../lib/api-context.tsx'
import { workbench } from '../tabs/use-workbench.ts'

/** Opens cURL commands as requests, with notes on what is done otherwise. */
export function useOpenCurl() {
  const { client } = useApi()
  return useMutation({
    mutationFn: async (line: string) => await client.requests.fromCurl({ command: line }),
    onSuccess: (requests) => {
      for (const { draft, notices } of requests) workbench.getState().openDraft(draft, notices)
    },
  })
}
