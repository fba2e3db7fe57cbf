import { Combobox, useCombobox } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'

import { headerValues } from './known-headers.ts'
import { TemplateInput } from './template-input.tsx'

type HeaderValueInputProps = ComponentProps<typeof TemplateInput> & { readonly name: string }

const mostOffered = 8

/** A header's value, with those suggested that such a header often has. */
export function HeaderValueInput({ name, value, onChange, ...input }: HeaderValueInputProps) {
  const { t } = useTranslation()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const offered = offeredFor(name, value)
  if (headerValues(name).length === 0) return <TemplateInput {...input} value={value} onChange={onChange} />

  return (
    <Combobox
      store={combobox}
      width={340}
      position="bottom-start"
      onOptionSubmit={(chosen) => {
        onChange(chosen)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withExpandedAttribute autoComplete="off">
        <TemplateInput
          {...input}
          value={value}
          onChange={(typed) => {
            onChange(typed)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0}>
        <Combobox.Options aria-label={t('requests.valueOf', { name })}>
          {offered.map((each) => (
            <Combobox.Option key={each} value={each}>
              {each}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** All of them for a value that is one of them already: it is looked for another. */
function offeredFor(name: string, value: string): readonly string[] {
  const values = headerValues(name)
  const typed = value.trim().toLowerCase()
  if (values.includes(value)) return values
  return values.filter((each) => each.toLowerCase().includes(typed)).slice(0, mostOffered)
}
