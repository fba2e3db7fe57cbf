import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../shared/model/image.ts'
import { countFacet, type Facet } from './image-rows.ts'
import classes from './images.module.css'

interface FacetChipProps {
  facet: Facet
  images: readonly Image[]
  chosen: string | null
  onChoose: (value: string | null) => void
}

/** One property to narrow the list by, as a menu of the values that occur. */
export function FacetChip({ facet, images, chosen, onChoose }: FacetChipProps) {
  const { t } = useTranslation()
  const name = t(`images.facet.${facet}`)

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.chip} data-chosen={chosen !== null || undefined}>
          {chosen === null ? name : `${name}: ${chosen}`}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <FacetValue isChosen={chosen === null} onClick={() => onChoose(null)}>
          {t('images.facet.any')}
        </FacetValue>
        <FacetValues facet={facet} images={images} chosen={chosen} onChoose={onChoose} />
      </Menu.Dropdown>
    </Menu>
  )
}

// A component of its own, so that nothing is counted until the menu is open.
function FacetValues({ facet, images, chosen, onChoose }: FacetChipProps) {
  const { i18n } = useTranslation()
  return countFacet(images, facet)
    .slice(0, 100)
    .map(([value, count]) => (
      <FacetValue
        key={value}
        isChosen={value === chosen}
        count={count.toLocaleString(i18n.language)}
        onClick={() => onChoose(value === chosen ? null : value)}
      >
        {value}
      </FacetValue>
    ))
}

interface FacetValueProps {
  isChosen: boolean
  count?: string
  onClick: () => void
  children: string
}

function FacetValue({ isChosen, count, onClick, children }: FacetValueProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      leftSection={
        <IconCheck size={13} style={{ visibility: isChosen ? 'visible' : 'hidden' }} aria-hidden />
      }
      rightSection={count && <span className={classes.facetCount}>{count}</span>}
      onClick={onClick}
    >
      {children}
    </Menu.Item>
  )
}
