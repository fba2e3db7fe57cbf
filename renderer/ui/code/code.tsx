import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'

import classes from './code.module.css'

export type CodeLanguage = 'json' | 'text'

export interface CodeProps {
  readonly value: string
  readonly language: CodeLanguage
  /** Of the text box, for a screen reader. */
  readonly label: string
  /** Names that have a value, to mark `{{name}}` by; null while they are not known. Without it nothing is marked. */
  readonly variables?: ReadonlySet<string> | null
  /** Without it the text is only shown. */
  readonly onChange?: (value: string) => void
}

const CodeMirror = lazy(async () => ({ default: (await import('./code-mirror.tsx')).CodeMirror }))

/** Text from the wire, to read or to write. The editor is loaded when the first one is shown. */
export function Code(props: CodeProps) {
  return (
    <div className={classes.root}>
      <Suspense fallback={<Skeleton height={60} m="sm" w="60%" />}>
        <CodeMirror {...props} />
      </Suspense>
    </div>
  )
}
