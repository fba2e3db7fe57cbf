import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { FactList } from '../../../ui/fact-list.tsx'
import classes from './inspector.module.css'

/** What the inspector says while no image is selected: how to select one and what the keys do. */
export function KeyboardHelp() {
  const { t } = useTranslation()
  return (
    <div className={classes.help}>
      <p>{t('images.help.select')}</p>
      <FactList
        facts={[
          [t('images.help.move'), <Keys key="move" keys={['↑', '↓', 'Home', 'End']} />],
          [t('images.help.inspect'), <Keys key="inspect" keys={['Enter']} />],
          [t('images.help.filter'), <Keys key="filter" keys={['/']} />],
          [t('images.help.delete'), <Keys key="delete" keys={['Delete']} />],
          [t('images.help.palette'), <Keys key="palette" keys={['Ctrl', 'K']} />],
        ]}
      />
    </div>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className={classes.keys}>
      {keys.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  )
}
