import { Autocomplete } from '@mantine/core'

import classes from './header-name-cell.module.css'
import { headerNames } from './known-headers.ts'
import type { NameCellProps } from './pair-row.tsx'

/** A header's name, with those suggested that OpenStack and HTTP know. */
export function HeaderNameCell(props: NameCellProps) {
  return (
    <Autocomplete
      {...props}
      variant="unstyled"
      size="xs"
      data={[...headerNames]}
      limit={8}
      spellCheck={false}
      classNames={{ input: classes.input ?? '' }}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
    />
  )
}
