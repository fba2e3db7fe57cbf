import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { RequestOptions } from '../../../../shared/model/request-options.ts'
import { TemplateField } from '../pairs/template-field.tsx'

type Certificate = NonNullable<RequestOptions['clientCertificate']>

interface ClientCertificateFieldsProps {
  readonly certificate: Certificate | null
  readonly onChange: (certificate: Certificate | null) => void
  readonly variables: ReadonlySet<string> | null
}

/** What the request shows of who sends it, where a server asks for a certificate. */
export function ClientCertificateFields({ certificate, onChange, variables }: ClientCertificateFieldsProps) {
  const { t } = useTranslation('workbench')
  return (
    <>
      <Select
        label={t('certificate.kind')}
        allowDeselect={false}
        value={certificate?.kind ?? 'none'}
        onChange={(kind) => onChange(blankOf(kind))}
        data={(['none', 'pem', 'pkcs12'] as const).map((value) => ({
          value,
          label: t(`certificate.kinds.${value}`),
        }))}
      />
      {certificate?.kind === 'pem' && (
        <>
          <TemplateField
            label={t('certificate.certificatePath')}
            placeholder="/etc/ssl/me.pem"
            value={certificate.certificatePath}
            variables={variables}
            onChange={(certificatePath) => onChange({ ...certificate, certificatePath })}
          />
          <TemplateField
            label={t('certificate.keyPath')}
            placeholder={t('certificate.sameFile')}
            value={certificate.keyPath}
            variables={variables}
            onChange={(keyPath) => onChange({ ...certificate, keyPath })}
          />
        </>
      )}
      {certificate?.kind === 'pkcs12' && (
        <TemplateField
          label={t('certificate.path')}
          placeholder="/etc/ssl/me.p12"
          value={certificate.path}
          variables={variables}
          onChange={(path) => onChange({ ...certificate, path })}
        />
      )}
      {certificate && (
        <TemplateField
          isSecret
          label={t('certificate.passphrase')}
          placeholder="{{name}}"
          value={certificate.passphrase ?? ''}
          variables={variables}
          onChange={(passphrase) => onChange({ ...certificate, passphrase: passphrase || null })}
        />
      )}
    </>
  )
}

function blankOf(kind: string | null): Certificate | null {
  if (kind === 'pem') return { kind, certificatePath: '', keyPath: '', passphrase: null }
  return kind === 'pkcs12' ? { kind, path: '', passphrase: null } : null
}
