import { Menu, UnstyledButton } from '@mantine/core'
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
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.chip} data-chosen={chosen !== null || undefined}>
          {chosen === null ? name : `${name}: ${chosen}`}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.facet}>
        <Menu.RadioGroup value={chosen ?? any} onChange={(value) => onChoose(value === any ? null : value)}>
          <Menu.RadioItem value={any} closeMenuOnClick>
            {t('images.facet.any')}
          </Menu.RadioItem>
          <FacetValues facet={facet} images={images} />
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

// No status, format, visibility or tag is empty.
const any = ''
const valuesShown = 100

// A component of its own, so that nothing is counted until the menu is open.
function FacetValues({ facet, images }: Pick<FacetChipProps, 'facet' | 'images'>) {
  const { i18n } = useTranslation()
  return countFacet(images, facet)
    .slice(0, valuesShown)
    .map(([value, count]) => (
      <Menu.RadioItem
        key={value}
        value={value}
        closeMenuOnClick
        rightSection={<span className={classes.facetCount}>{count.toLocaleString(i18n.language)}</span>}
      >
        {value}
      </Menu.RadioItem>
    ))
}
