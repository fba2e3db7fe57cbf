import { useMutation } from '@tanstack/react-query'

import { useApi } from '../../../lib/api-context.tsx'
import { workbench } from '../tabs/use-workbench.ts'
import { withoutPrompt } from './curl-line.ts'

/** Opens a cURL command as a request, with notes on what is done otherwise. */
export function useOpenCurl() {
  const { client } = useApi()
  return useMutation({
    mutationFn: async (line: string) => await client.requests.fromCurl({ command: withoutPrompt(line) }),
    onSuccess: ({ draft, notices }) => workbench.getState().openDraft(draft, notices),
  })
}
