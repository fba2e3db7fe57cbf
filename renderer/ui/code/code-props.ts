export interface CodeProps {
  readonly value: string
  readonly language: 'json' | 'xml' | 'text'
  /** Of the text box, for a screen reader. */
  readonly label: string
  /** Names that have a value, to mark `{{name}}` by; null while they are not known. Without it nothing is marked. */
  readonly variables?: ReadonlySet<string> | null
  /** Without it the text is only shown. */
  readonly onChange?: (value: string) => void
}
