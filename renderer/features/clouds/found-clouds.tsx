import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { describeCloudsFileProblem } from '../../../shared/describe-clouds-file-problem.ts'
import type { Say } from '../../../shared/explain-problem.ts'
import type { CloudsFilePreview, CloudsFileProblem } from '../../../shared/model/clouds-file.ts'

/** What was found, to be ticked, and what is wrong with the rest. */
export function FoundClouds({
  found,
  label,
  unticked,
  onChange,
}: {
  found: CloudsFilePreview
  label: string
  unticked: ReadonlySet<string>
  onChange: (unticked: ReadonlySet<string>) => void
}) {
  const { t } = useTranslation()
  const tick = (name: string, isTicked: boolean) => {
    const others = [...unticked].filter((other) => other !== name)
    onChange(new Set(isTicked ? others : [...others, name]))
  }
  return (
    <Stack gap="xs" role="region" aria-label={label}>
      {found.clouds.map(({ settings, hasSecret, regionNames }) => (
        <Checkbox
          key={settings.name}
          label={settings.name}
          description={[
            settings.authUrl,
            t(`clouds.methods.${settings.auth.method}`),
            regionNames.join(', '),
            settings.auth.method === 'totp'
              ? ''
              : t(hasSecret ? 'clouds.withSecret' : 'clouds.withoutSecret'),
          ]
            .filter(Boolean)
            .join(' · ')}
          checked={!unticked.has(settings.name)}
          onChange={(event) => tick(settings.name, event.currentTarget.checked)}
        />
      ))}
      {found.clouds.length === 0 && <Text>{t('clouds.nothingFound')}</Text>}
      {found.problems.map((problem) => (
        <ProblemLine key={`${problem.cloudName} ${problem.key} ${problem.reason}`} problem={problem} />
      ))}
    </Stack>
  )
}

/** The names that are to be imported. */
export function tickedNames(found: CloudsFilePreview | undefined, unticked: ReadonlySet<string>): string[] {
  const names = (found?.clouds ?? []).map(({ settings }) => settings.name)
  return names.filter((name) => !unticked.has(name))
}

function ProblemLine({ problem }: { problem: CloudsFileProblem }) {
  const { t } = useTranslation()
  const { where, sentence } = describeCloudsFileProblem(t as Say, problem)
  return (
    <Text c={problem.isBlocking ? 'var(--warn)' : 'dimmed'} style={{ overflowWrap: 'anywhere' }}>
      <span className="mono">{where}</span>: {sentence}
    </Text>
  )
}
