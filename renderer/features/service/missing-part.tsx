import { useTranslation } from 'react-i18next'

interface MissingPartProps {
  part: 'stores' | 'imports' | 'tasks' | 'usage' | 'cache' | 'metadefs' | 'members'
  status: number
}

/** Why a part is not there: what the cloud answered, and the rule behind it. */
export function MissingPart({ part, status }: MissingPartProps) {
  const { t } = useTranslation('service')
  const answered = status === 403 || status === 404 || status === 405 ? (`${status}` as const) : 'other'
  return (
    <p>
      {t(`missing.status.${answered}`, { status })} {t(`missing.${part}`)}
    </p>
  )
}
