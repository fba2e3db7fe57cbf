import { Button, Menu } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ScopeTarget } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Moves the session to another project, to a domain, or to the whole system, as far as Keystone offers them. */
export function ScopeSwitch({ cloud: { id: cloudId, session } }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const [isOpen, setOpen] = useState(false)
  const input = { cloudId }
  const projects = useQuery(query.clouds.projects.queryOptions({ input, enabled: isOpen }))
  const others = useQuery(query.clouds.otherScopes.queryOptions({ input, enabled: isOpen }))
  const switchTo = useMutation(query.clouds.switchScope.mutationOptions())
  const failure = projects.error ?? others.error
  const item = (scope: ScopeTarget, name: string, isCurrent: boolean) => (
    <Menu.Item
      key={JSON.stringify(scope)}
      aria-current={isCurrent || undefined}
      fw={isCurrent ? 600 : 400}
      onClick={() => switchTo.mutate({ cloudId, scope })}
    >
      {name}
    </Menu.Item>
  )

  return (
    <>
      <Menu position="bottom-start" opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <Button loading={switchTo.isPending}>{t('clouds.changeScope')}</Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {(projects.isPending || others.isPending) && <Menu.Item disabled>{t('app.loading')}</Menu.Item>}
          {failure && <Menu.Item disabled>{explainError(t, failure)}</Menu.Item>}
          {projects.data && <Menu.Label>{t('clouds.scopes.project')}</Menu.Label>}
          {projects.data?.map(({ id, name }) =>
            item({ kind: 'project', projectId: id }, name, id === session.project?.id),
          )}
          {others.data && others.data.domains.length > 0 && (
            <Menu.Label>{t('clouds.scopes.domain')}</Menu.Label>
          )}
          {others.data?.domains.map(({ id, name }) =>
            item({ kind: 'domain', domainId: id }, name, name === session.domainName),
          )}
          {others.data?.isSystem && <Menu.Label>{t('clouds.scopes.system')}</Menu.Label>}
          {others.data?.isSystem &&
            item({ kind: 'system' }, t('clouds.sessionScopes.system'), session.scope === 'system')}
        </Menu.Dropdown>
      </Menu>
      {switchTo.error && <ErrorNote error={switchTo.error} />}
    </>
  )
}
