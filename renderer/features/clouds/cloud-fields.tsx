import { Checkbox, Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { cloudColour, endpointInterface } from '../../../shared/model/cloud.ts'
import { type FieldsProps, FormField } from './form-field.tsx'

/** Where the cloud's services are, and whom to trust on the way. */
export function ConnectionFields(fields: FieldsProps) {
  const { t } = useTranslation()
  const { form, change } = fields
  return (
    <>
      <Group grow align="flex-start">
        <FormField label={t('clouds.region')} field="regionName" fields={fields} />
        <Select
          label={t('clouds.interface')}
          value={form.interface}
          data={endpointInterface.options}
          allowDeselect={false}
          onChange={(value) => change({ interface: endpointInterface.parse(value) })}
        />
      </Group>
      <FormField
        label={t('clouds.imageOverride')}
        description={t('clouds.imageOverrideHint')}
        field="imageEndpoint"
        isMono
        fields={fields}
      />
      <FormField
        label={t('clouds.caFile')}
        description={t('clouds.caFileHint')}
        field="caFile"
        isMono
        fields={fields}
      />
      <Group grow align="flex-start">
        <FormField label={t('clouds.clientCert')} field="clientCertFile" isMono fields={fields} />
        <FormField label={t('clouds.clientKey')} field="clientKeyFile" isMono fields={fields} />
      </Group>
      <Checkbox
        label={t('clouds.verifyTls')}
        checked={form.verifyTls}
        onChange={(event) => change({ verifyTls: event.currentTarget.checked })}
        error={form.verifyTls ? undefined : t('clouds.verifyTlsOff')}
      />
    </>
  )
}

/** What tells this cloud from the others, and guards it. */
export function LookFields({ form, change }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={t('clouds.colour')}
        value={form.colour}
        data={cloudColour.options.map((colour) => ({ value: colour, label: t(`clouds.colours.${colour}`) }))}
        allowDeselect={false}
        leftSection={
          <span
            style={{ width: 10, height: 10, borderRadius: 2, background: `var(--cloud-${form.colour})` }}
          />
        }
        onChange={(value) => change({ colour: cloudColour.parse(value) })}
      />
      <Checkbox
        label={t('clouds.protect')}
        description={t('clouds.protectHint')}
        checked={form.isProtected}
        onChange={(event) => change({ isProtected: event.currentTarget.checked })}
      />
    </>
  )
}
