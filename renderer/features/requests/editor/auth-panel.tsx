import { Select } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import { TemplateField } from '../pairs/template-field.tsx'
import { type AuthField, authFields, authKinds, emptyAuth } from './auth-kinds.ts'
import classes from './form.module.css'
import { InheritedAuth } from './inherited-auth.tsx'
import { KeystoneFields } from './keystone-fields.tsx'
import { OauthSignIn } from './oauth-sign-in.tsx'
import panel from './panel.module.css'

interface AuthPanelProps {
  readonly auth: RequestAuth
  readonly onChange: (auth: RequestAuth) => void
  readonly variables: ReadonlySet<string> | null
  /** The saved request whose auth it is, if it is one's. */
  readonly requestId?: string | null
}

/** How the request proves who asks. */
export function AuthPanel({ auth, onChange, variables, requestId = null }: AuthPanelProps) {
  const { t } = useTranslation()
  // A look at another kind must not cost what was written in this one.
  const left = useRef(new Map<RequestAuth['kind'], RequestAuth>())
  return (
    <div className={panel.scroll}>
      <div className={classes.form}>
        <Select
          label={t('requests.auth.kind')}
          value={auth.kind}
          onChange={(kind) => {
            if (kind === null) return
            left.current.set(auth.kind, auth)
            onChange(left.current.get(kind) ?? emptyAuth(kind))
          }}
          data={authKinds.map((kind) => ({ value: kind, label: t(`requests.auth.kinds.${kind}`) }))}
        />
        <p className={classes.hint}>{t(`requests.auth.hints.${auth.kind}`)}</p>
        {auth.kind === 'inherit' && requestId !== null && <InheritedAuth requestId={requestId} />}
        <TextFields auth={auth} onChange={onChange} variables={variables} />
        <Placement auth={auth} onChange={onChange} />
        {auth.kind === 'oauth2-authorization-code' && <OauthSignIn auth={auth} />}
        {auth.kind === 'keystone' && <KeystoneFields auth={auth} onChange={onChange} variables={variables} />}
      </div>
    </div>
  )
}

function TextFields({ auth, onChange, variables }: Omit<AuthPanelProps, 'requestId'>) {
  const { t } = useTranslation()
  const values: Readonly<Record<string, unknown>> = auth
  return authFields[auth.kind].map((field) => (
    <TemplateField
      key={field}
      label={t(`requests.auth.fields.${field}`)}
      value={textOf(values[field])}
      isSecret={secretFields.has(field) || (auth.kind === 'api-key' && field === 'value')}
      variables={variables}
      onChange={(text) => onChange({ ...auth, [field]: text })}
    />
  ))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const secretFields: ReadonlySet<AuthField> = new Set(['password', 'token', 'clientSecret'])

/** Where what proves it goes, for those kinds that leave the choice. */
function Placement({ auth, onChange }: Pick<AuthPanelProps, 'auth' | 'onChange'>) {
  const { t } = useTranslation()
  if (auth.kind === 'api-key')
    return (
      <Select
        label={t('requests.auth.placement')}
        value={auth.in}
        onChange={(place) => place && onChange({ ...auth, in: place })}
        data={(['header', 'query'] as const).map((value) => ({
          value,
          label: t(`requests.auth.places.${value}`),
        }))}
      />
    )
  if (auth.kind === 'oauth2-client-credentials' || auth.kind === 'oauth2-authorization-code')
    return (
      <Select
        label={t('requests.auth.credentialsIn')}
        value={auth.credentialsIn}
        onChange={(credentialsIn) => credentialsIn && onChange({ ...auth, credentialsIn })}
        data={(['header', 'body'] as const).map((value) => ({
          value,
          label: t(`requests.auth.places.${value}`),
        }))}
      />
    )
  return null
}
