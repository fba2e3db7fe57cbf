import type { NameCellProps } from './pair-row.tsx'
import { TemplateInput } from './template-input.tsx'

/** A name that may be anything. */
export function PlainNameCell(props: NameCellProps) {
  return <TemplateInput variables={null} {...props} />
}
