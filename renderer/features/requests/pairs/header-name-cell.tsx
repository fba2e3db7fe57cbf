import { Autocomplete } from '@mantine/core'

import classes from './header-name-cell.module.css'
import type { NameCellProps } from './pair-row.tsx'

/** A header's name, with those suggested that OpenStack and HTTP know. */
export function HeaderNameCell(props: NameCellProps) {
  return (
    <Autocomplete
      {...props}
      variant="unstyled"
      size="xs"
      data={headerNames}
      limit={8}
      spellCheck={false}
      classNames={{ input: classes.input ?? '' }}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
    />
  )
}

const headerNames = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Encoding',
  'Content-Type',
  'Cookie',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'OpenStack-API-Version',
  'Origin',
  'Prefer',
  'Range',
  'User-Agent',
  'X-Auth-Token',
  'X-Image-Meta-Store',
  'X-OpenStack-Image-Size',
  'X-OpenStack-Request-ID',
  'X-Service-Token',
  'X-Subject-Token',
]
