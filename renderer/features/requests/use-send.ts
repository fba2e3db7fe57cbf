import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi, useHost } from '../../lib/api-context.tsx'
import { useActiveCloud } from '../../lib/live.ts'
import { bodyQuery } from '../../ui/exchange/body-query.ts'
import { answers } from './answer/use-answers.ts'
import { useEnvironmentId } from './environments/use-environments.ts'
import { sendableDraft } from './sendable-draft.ts'
import { activeTab } from './tabs/create-workbench.ts'
import { workbench } from './tabs/use-workbench.ts'

/** Sends the active tab's request to the active cloud, or says what is not finished yet. */
export function useSend(): () => void {
  const { t } = useTranslation()
  const { client, query } = useApi()
  const host = useHost()
  const queries = useQueryClient()
  const cloudId = useActiveCloud()?.id ?? null
  const environmentId = useEnvironmentId()

  return useCallback(() => {
    const tab = activeTab(workbench.getState())
    if (!tab) return
    const draft = sendableDraft(tab.draft)
    if (typeof draft === 'string') {
      notifications.show({ id: 'unsendable', color: 'orange', message: t(`requests.unsendable.${draft}`) })
      return
    }
    void answers
      .getState()
      .send(client, tab.id, {
        draft,
        cloudId,
        place: { sourceId: tab.sourceId, environmentId },
        withAnswer: async (record) => {
          if (record.isBodyKept) await queries.prefetchQuery(bodyQuery(host, record))
        },
      })
      .then(() => {
        const answer = answers.getState().byTab.get(tab.id)
        const hasActed = answer?.state === 'answered' && answer.outcomes.length > 0
        return hasActed ? queries.invalidateQueries({ queryKey: query.requests.variables.key() }) : undefined
      })
  }, [t, client, query, queries, host, cloudId, environmentId])
}
