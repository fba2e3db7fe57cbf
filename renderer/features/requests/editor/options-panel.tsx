import { Button, Checkbox, Group, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { defaultOptions, type RequestOptions } from '../../../../shared/model/request-options.ts'
import { openCookies } from '../cookies/cookies-on-demand.tsx'
import { TemplateField } from '../pairs/template-field.tsx'
import { ClientCertificateFields } from './client-certificate-fields.tsx'
import { HostOverrides } from './host-overrides.tsx'
import classes from './form.module.css'
import panel from './panel.module.css'

interface OptionsPanelProps {
  readonly options: RequestOptions
  readonly onChange: (options: RequestOptions) => void
  readonly variables: ReadonlySet<string> | null
}

/** How the request travels. */
export function OptionsPanel({ options, onChange, variables }: OptionsPanelProps) {
  const { t } = useTranslation()
  const change = (changes: Partial<RequestOptions>) => onChange({ ...options, ...changes })
  const fields = { options, change, variables }
  const isChanged = JSON.stringify(options) !== JSON.stringify(defaultOptions)

  return (
    <div className={panel.scroll}>
      <div className={classes.form}>
        <TimeFields {...fields} />
        <ConnectionFields {...fields} />
        <ClientCertificateFields
          certificate={options.clientCertificate}
          variables={variables}
          onChange={(clientCertificate) => change({ clientCertificate })}
        />
        <RedirectFields {...fields} />
        <Checkbox
          label={t('requests.options.decompress')}
          checked={options.decompress}
          onChange={(event) => change({ decompress: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('requests.options.cookies')}
          checked={options.cookies}
          onChange={(event) => change({ cookies: event.currentTarget.checked })}
        />
      </div>
      <HostOverrides
        overrides={options.hostOverrides}
        variables={variables}
        onChange={(hostOverrides) => change({ hostOverrides })}
      />
      <Group mt="md">
        <Button onClick={openCookies}>{t('requests.cookies')}</Button>
        <Button disabled={!isChanged} onClick={() => onChange(defaultOptions)}>
          {t('requests.options.reset')}
        </Button>
      </Group>
    </div>
  )
}

interface FieldsProps {
  readonly options: RequestOptions
  readonly change: (changes: Partial<RequestOptions>) => void
  readonly variables: ReadonlySet<string> | null
}

function TimeFields({ options, change }: FieldsProps) {
  const { t } = useTranslation()
  return (['timeoutMs', 'connectTimeoutMs'] as const).map((field) => (
    <NumberInput
      key={field}
      label={t(`requests.options.${field}`)}
      placeholder={t('requests.options.asSet')}
      suffix=" ms"
      min={1}
      max={2 ** 31 - 1}
      allowDecimal={false}
      allowNegative={false}
      value={options[field] ?? ''}
      onChange={(value) => change({ [field]: typeof value === 'number' && value > 0 ? value : null })}
    />
  ))
}

function ConnectionFields({ options, change, variables }: FieldsProps) {
  const { t } = useTranslation()
  const { proxy } = options
  const verify = options.verifyTls === null ? 'inherit' : options.verifyTls ? 'yes' : 'no'
  return (
    <>
      <Select
        label={t('requests.options.verifyTls')}
        value={verify}
        onChange={(value) => change({ verifyTls: value === 'inherit' ? null : value === 'yes' })}
        data={(['inherit', 'yes', 'no'] as const).map((value) => ({
          value,
          label: t(`requests.options.verify.${value}`),
        }))}
      />
      <Select
        label={t('requests.options.httpVersion')}
        value={options.httpVersion}
        onChange={(httpVersion) => httpVersion && change({ httpVersion })}
        data={[
          { value: '1.1', label: 'HTTP/1.1' },
          { value: '2', label: 'HTTP/2' },
          { value: 'auto', label: t('requests.options.autoVersion') },
        ]}
      />
      <Select
        label={t('requests.options.proxy')}
        value={proxy.kind}
        onChange={(kind) =>
          kind && change({ proxy: kind === 'url' ? { kind, url: '', noProxy: '' } : { kind } })
        }
        data={(['inherit', 'none', 'url'] as const).map((value) => ({
          value,
          label: t(`requests.options.proxies.${value}`),
        }))}
      />
      {proxy.kind === 'url' && (
        <>
          <TemplateField
            label={t('requests.options.proxyUrl')}
            placeholder="http://proxy.example:3128"
            value={proxy.url}
            variables={variables}
            onChange={(url) => change({ proxy: { ...proxy, url } })}
          />
          <TemplateField
            label={t('requests.options.noProxy')}
            placeholder="localhost, .internal, 10.0.0.0/8"
            value={proxy.noProxy}
            variables={variables}
            onChange={(noProxy) => change({ proxy: { ...proxy, noProxy } })}
          />
        </>
      )}
    </>
  )
}

function RedirectFields({ options: { redirects }, change }: FieldsProps) {
  const { t } = useTranslation()
  const set = (changes: Partial<RequestOptions['redirects']>) =>
    change({ redirects: { ...redirects, ...changes } })
  return (
    <>
      <NumberInput
        label={t('requests.options.maxRedirects')}
        disabled={!redirects.follow}
        min={0}
        max={100}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={redirects.max}
        onChange={(max) => typeof max === 'number' && set({ max })}
      />
      <Checkbox
        label={t('requests.options.follow')}
        checked={redirects.follow}
        onChange={(event) => set({ follow: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('requests.options.keepMethod')}
        disabled={!redirects.follow}
        checked={redirects.keepMethod}
        onChange={(event) => set({ keepMethod: event.currentTarget.checked })}
      />
    </>
  )
}
