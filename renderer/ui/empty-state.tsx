import { Center, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** What a screen says when it has nothing to show: why, and what can be done about it. */
export function EmptyState({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <Center p="xl" h="100%">
      <Stack align="center" maw={460} gap="sm">
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text ta="center" c="dimmed">
          {hint}
        </Text>
        {children && <Group justify="center">{children}</Group>}
      </Stack>
    </Center>
  )
}
