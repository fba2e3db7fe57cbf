import { Button, Center, Stack, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Keeps a screen that throws from taking the rest of the page, and the transfers under it, with it. */
export class ScreenBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? (
      <FailedScreen onRetry={() => this.setState({ hasFailed: false })} />
    ) : (
      this.props.children
    )
  }
}

function FailedScreen({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <Center>
      <Stack align="center" role="alert">
        <Text>{t('app.screenFailed')}</Text>
        <Button onClick={onRetry}>{t('common.retry')}</Button>
      </Stack>
    </Center>
  )
}
