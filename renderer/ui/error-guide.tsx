import { Code, Stack, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

import type { AppErrorCode } from '../../shared/errors.ts'

/** The section of docs/errors.md about one code, in the language of the page. */
export function ErrorGuide({ code }: { code: AppErrorCode }) {
  const { t } = useTranslation('help')
  return (
    <Stack component="dl" gap="xs" m={0}>
      {(['cause', 'cure', 'kept'] as const).map((part) => (
        <div key={part}>
          <Text component="dt" fw={600}>
            {t(part)}
          </Text>
          <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
            <WithCode text={t(`codes.${code}.${part}`)} />
          </Text>
        </div>
      ))}
    </Stack>
  )
}

/** What stands between backticks, as in the document, is what a person would type. */
function WithCode({ text }: { text: string }) {
  return text
    .split('`')
    .map((piece, at) => <Fragment key={at}>{at % 2 === 1 ? <Code>{piece}</Code> : piece}</Fragment>)
}
