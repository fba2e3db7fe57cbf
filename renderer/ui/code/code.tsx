import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'

import classes from './code.module.css'
import type { CodeProps } from './code-props.ts'

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
