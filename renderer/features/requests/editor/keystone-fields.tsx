import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import { useClouds } from '../../../lib/live.ts'
import { TemplateField } from '../pairs/template-field.tsx'

type KeystoneAuth = Extract<RequestAuth, { kind: 'keystone' }>
type Scope = KeystoneAuth['scope']

interface KeystoneFieldsProps {
  readonly auth: KeystoneAuth
  readonly onChange: (auth: KeystoneAuth) => void
  readonly variables: ReadonlySet<string> | null
}

/** Whose token is sent, and what it is good for. */
export function KeystoneFields({ auth, onChange, variables }: KeystoneFieldsProps) {
  const { t } = useTranslation()
  const { cloud, scope } = auth
  const names = new Set((useClouds() ?? []).map(({ settings }) => settings.name))
  // One that came with a collection, and is not among the clouds here.
  if (cloud !== null) names.add(cloud)
  const setScope = (next: Scope) => onChange({ ...auth, scope: next })

  return (
    <>
      <Select
        label={t('requests.auth.cloud')}
        value={cloud ?? ''}
        onChange={(name) => onChange({ ...auth, cloud: name || null })}
        data={[
          { value: '', label: t('requests.auth.activeCloud') },
          ...[...names].map((name) => ({ value: name, label: name })),
        ]}
      />
      <Select
        label={t('requests.auth.scopeKind')}
        value={scope.kind}
        onChange={(kind) => kind && setScope(emptyScope(kind))}
        data={scopeKinds.map((kind) => ({ value: kind, label: t(`requests.auth.scopes.${kind}`) }))}
      />
      {scope.kind === 'project' && (
        <TemplateField
          label={t('requests.auth.projectId')}
          value={scope.projectId}
          variables={variables}
          onChange={(projectId) => setScope({ ...scope, projectId })}
        />
      )}
      {scope.kind === 'domain' && (
        <TemplateField
          label={t('requests.auth.domainId')}
          value={scope.domainId}
          variables={variables}
          onChange={(domainId) => setScope({ ...scope, domainId })}
        />
      )}
    </>
  )
}

const scopeKinds: readonly Scope['kind'][] = ['cloud', 'project', 'domain', 'system', 'unscoped']

function emptyScope(kind: Scope['kind']): Scope {
  if (kind === 'project') return { kind, projectId: '' }
  return kind === 'domain' ? { kind, domainId: '' } : { kind }
}
